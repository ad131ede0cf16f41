package smtplint.lsp;

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
            .importPackages("smtplint");

    private static final ArchRule nobodyWritesToStandardOutput = noClasses()
            .that()
            .resideInAPackage("smtplint.lsp..")
            .should()
            .accessField(System.class, "out")
            .because("standard output carries the protocol");

    private static final ArchRule lsp4jStaysHere = noClasses()
            .that()
            .resideOutsideOfPackage("smtplint.lsp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.lsp4j..")
            .because("the analyzer knows no editor");

    private static final ArchRule theDoorsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("smtplint.lsp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("smtplint.cli..");

    private static final ArchRule theLauncherNamesNoTypeOfLsp4j = noClasses()
            .that()
            .haveFullyQualifiedName(Main.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.lsp4j..")
            .because("the verifier would load it before standard output is redirected");

    static Stream<ArchRule> rules() {
        return Stream.of(
                nobodyWritesToStandardOutput,
                lsp4jStaysHere,
                theDoorsDoNotKnowEachOther,
                theLauncherNamesNoTypeOfLsp4j);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES);
    }
}
