package smtplint.analyzer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house of DESIGN.md section 1, held by the build. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("smtplint.analyzer");

    private static final ArchRule ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("source")
            .definedBy("..analyzer.source..")
            .layer("model")
            .definedBy("..analyzer.model..")
            .layer("dialect")
            .definedBy("..analyzer.dialect..")
            .layer("capture")
            .definedBy("..analyzer.capture..")
            .layer("syntax")
            .definedBy("..analyzer.syntax..")
            .layer("session")
            .definedBy("..analyzer.session..")
            .layer("rules")
            .definedBy("..analyzer.rules..")
            .layer("lint")
            .definedBy("..analyzer.lint..")
            .layer("docs")
            .definedBy("..analyzer.docs..")
            .layer("view")
            .definedBy("..analyzer.view..")
            .whereLayer("view")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lint")
            .mayOnlyBeAccessedByLayers("docs")
            .whereLayer("rules")
            .mayOnlyBeAccessedByLayers("lint", "docs")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("rules", "lint", "docs")
            .whereLayer("syntax")
            .mayOnlyBeAccessedByLayers("session", "lint")
            .whereLayer("capture")
            .mayOnlyBeAccessedByLayers("lint", "docs")
            .whereLayer("dialect")
            .mayOnlyBeAccessedByLayers("capture", "syntax", "lint", "docs")
            .whereLayer("docs")
            .mayNotBeAccessedByAnyLayer()
            .because("each stage knows only those before it, so that a change in one can't surprise an earlier one");

    private static final ArchRule ANTLR_STAYS_IN_SYNTAX = noClasses()
            .that()
            .resideOutsideOfPackage("..analyzer.syntax..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.antlr..", "smtplint.grammar.."))
            .because("parse trees are used and dropped inside a reader; rules and records must not know them");

    private static final ArchRule NO_IO = noClasses()
            .that()
            .resideOutsideOfPackage("..analyzer.dns..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
                    .and(not(equivalentTo(ByteArrayOutputStream.class))))
            .because("the analyzer takes bytes and gives findings; the doors do the reading and writing");

    private static final ArchRule NO_CLOCK = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(java.util.Locale.class, "getDefault")
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .because(
                    "results must not depend on the machine: \"now\" comes in as a setting, protocol text has no locale");

    private static final ArchRule NO_STANDARD_OUTPUT = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("only cli prints");

    private static final ArchRule NO_STATIC_MUTABLE_STATE = noFields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("smtplint.analyzer..")
            .should()
            .notBeFinal()
            .because("a linter serves any number of threads");

    static Stream<ArchRule> rules() {
        return Stream.of(ONE_WAY, ANTLR_STAYS_IN_SYNTAX, NO_IO, NO_CLOCK, NO_STANDARD_OUTPUT, NO_STATIC_MUTABLE_STATE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES);
    }
}
