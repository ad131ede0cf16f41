package smtplint.lsp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "smtplint", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nobodyWritesToStandardOutput = noClasses()
            .that()
            .resideInAPackage("smtplint.lsp..")
            .should()
            .accessField(System.class, "out")
            .because("standard output carries the protocol");

    @ArchTest
    static final ArchRule lsp4jStaysHere = noClasses()
            .that()
            .resideOutsideOfPackage("smtplint.lsp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.lsp4j..")
            .because("the analyzer knows no editor");

    @ArchTest
    static final ArchRule theDoorsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("smtplint.lsp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("smtplint.cli..");

    @ArchTest
    static final ArchRule theLauncherNamesNoTypeOfLsp4j = noClasses()
            .that()
            .haveFullyQualifiedName(Main.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.lsp4j..")
            .because("the verifier would load it before standard output is redirected");
}
