package smtplint.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "smtplint.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule formatsAndViewsArePure = noClasses()
            .that()
            .resideInAnyPackage("..format..", "..view..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "smtplint.cli.input..")
            .because("what is printed must be testable without files");

    @ArchTest
    static final ArchRule theCommandLineKnowsNoEditorAndNoGrammar = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("smtplint.lsp..", "smtplint.grammar..", "org.antlr..")
            .because("doors do not know each other, and grammars stay behind the readers");

    @ArchTest
    static final ArchRule onlyMainKnowsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("smtplint.cli.Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("a test is the shell elsewhere");
}
