// What a person does with the editor, and what a person sees.
import { poll } from './poll.mjs';

export class Editor {
  constructor(page) {
    this.page = page;
  }

  async open(url) {
    await this.page.goto(url);
    await this.page.waitForSelector('.monaco-workbench .editor-instance .view-line', { timeout: 60_000 });
  }

  async openFile(name) {
    await this.page.keyboard.press('Control+p');
    await this.page.waitForSelector('.quick-input-widget:not([style*="display: none"]) input');
    await this.page.keyboard.type(name);
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused[aria-label*="${name}"]`);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector(`.tab.active[aria-label*="${name}"]`);
  }

  async command(title) {
    await this.page.keyboard.press('F1');
    await this.page.waitForSelector('.quick-input-widget:not([style*="display: none"]) input');
    await this.page.keyboard.type(title);
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused[aria-label*="${title}"]`);
    await this.page.keyboard.press('Enter');
  }

  /** Puts the cursor on a line, at its end. */
  async goToEndOf(line) {
    await this.page.keyboard.press('Control+g');
    await this.page.waitForSelector('.quick-input-widget:not([style*="display: none"]) input');
    await this.page.keyboard.type(String(line));
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('End');
  }

  async replaceAll(text) {
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
  }

  /** The line of the text that is shown with this content. */
  line(text) {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first();
  }

  /** How many different colours the words of a line have. */
  async colours(text) {
    return this.line(text).evaluate((line) => {
      const words = [...line.querySelectorAll('span > span')].filter((word) => word.textContent.trim() !== '');
      return new Set(words.map((word) => getComputedStyle(word).color)).size;
    });
  }

  count(selector) {
    return this.page.locator(selector).count();
  }

  squiggles() {
    return this.count('.editor-instance .squiggly-error, .editor-instance .squiggly-warning, .editor-instance .squiggly-info');
  }

  async showProblems() {
    await this.page.keyboard.press('Control+Shift+m');
    await this.page.waitForSelector('.markers-panel');
  }

  /** The rows of the Problems view that are findings: severity, message, rule, place. */
  async problems() {
    const rows = await this.page
      .locator('.markers-panel .monaco-list-row')
      .evaluateAll((all) => all.map((row) => [row.getAttribute('aria-label') ?? '', row.textContent ?? '']));
    return rows
      .filter(([label]) => /^(Error|Warning|Info)/i.test(label))
      .map(([label, text]) => `${label.slice(0, label.indexOf(':'))}: ${text}`);
  }

  /** The text of the hover over a word of a line. */
  async hoverWord(lineText, word) {
    const box = await this.line(lineText).evaluate((line, wanted) => {
      const walker = document.createTreeWalker(line, 4);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(wanted);
        if (at >= 0) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
      }
      return undefined;
    }, word);
    if (!box) {
      throw new Error(`"${word}" is not shown in a line "${lineText}"`);
    }
    await this.page.mouse.move(box.x, box.y);
    return this.hoverText();
  }

  async hoverText() {
    const hover = this.page.locator('.monaco-editor .monaco-hover:not(.hidden) .hover-contents');
    await poll('a hover', 10_000, async () => {
      const text = (await hover.allInnerTexts()).join('\n');
      return text.trim() !== '' && !text.includes('Loading...');
    });
    return (await hover.allInnerTexts()).join('\n');
  }

  async leaveHover() {
    await this.page.mouse.move(5, 5);
    await this.page.keyboard.press('Escape');
  }

  /** What the language status item says. */
  async status() {
    const item = this.page.locator('[id="status.languageStatus"]');
    return (await item.count()) > 0 ? ((await item.first().getAttribute('aria-label')) ?? '') : '';
  }

  /** The names in the outline of the document. */
  async symbols() {
    await this.page.keyboard.press('Control+Shift+o');
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await poll('symbols', 10_000, async () => (await rows.count()) > 1);
    const names = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
    await this.page.keyboard.press('Escape');
    return names;
  }
}
