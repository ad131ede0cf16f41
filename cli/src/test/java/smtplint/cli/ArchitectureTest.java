package smtplint.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("smtplint.cli");

    private static final ArchRule formatsAndViewsArePure = noClasses()
            .that()
            .resideInAnyPackage("..format..", "..view..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "smtplint.cli.input..")
            .because("what is printed must be testable without files");

    private static final ArchRule theCommandLineKnowsNoEditorAndNoGrammar = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("smtplint.lsp..", "smtplint.grammar..", "org.antlr..")
            .because("doors do not know each other, and grammars stay behind the readers");

    private static final ArchRule onlyMainKnowsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("smtplint.cli.Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("a test is the shell elsewhere");

    static Stream<ArchRule> rules() {
        return Stream.of(formatsAndViewsArePure, theCommandLineKnowsNoEditorAndNoGrammar, onlyMainKnowsTheProcess);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES);
    }
}
