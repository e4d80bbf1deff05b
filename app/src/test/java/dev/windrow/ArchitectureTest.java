package dev.windrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Holds the package table, and shows on deliberately wrong code that each rule can fail. */
class ArchitectureTest {

  private static final JavaClasses CODE =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.windrow");

  private static final JavaClasses WRONG = new ClassFileImporter().importPackages("dev.windrow.wrong");

  private final Architecture ours = new Architecture("dev.windrow");
  private final Architecture wrong = new Architecture("dev.windrow.wrong");

  @Test
  void theCodeOfBothModulesIsChecked() {
    assertThat(CODE.stream().map(JavaClass::getPackageName).distinct())
        .contains("dev.windrow.value", "dev.windrow.topology", "dev.windrow.cli", "dev.windrow.simulator")
        .noneMatch(name -> name.startsWith("dev.windrow.wrong"));
  }

  @Test
  void everyPackageIsInTheTable() {
    ours.everyPackageIsInTheTable().check(CODE);
    rejects(wrong.everyPackageIsInTheTable(), "dev.windrow.wrong.unlisted.InNoRow");
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    ours.packagesUseOnlyWhatTheTableAllows().forEach(rule -> rule.check(CODE));
    rejects(wrong.packagesUseOnlyWhatTheTableAllows(), "UsesALaterPackage", "UsesTheSimulator", "UsesADemo");
  }

  @Test
  void simulatorKnowsNothingOfTheApp() {
    ours.simulatorKnowsNothingOfTheApp().check(CODE);
    rejects(wrong.simulatorKnowsNothingOfTheApp(), "UsesTheApp");
  }

  @Test
  void packagesHaveNoCycles() {
    ours.packagesHaveNoCycles().check(CODE);
    rejects(wrong.packagesHaveNoCycles(), "UsesALaterPackage");
  }

  @Test
  void pureCoreUsesNoFrameworks() {
    ours.pureCoreUsesNoFrameworks().forEach(rule -> rule.check(CODE));
    rejects(wrong.pureCoreUsesNoFrameworks(), "UsesStreams", "UsesAClient", "LogsWithSlf4j", "LogsWithTheJdk", "LogsWithSystem");
  }

  @Test
  void pureCoreReadsNoClock() {
    ours.pureCoreReadsNoClock().check(CODE);
    rejects(wrong.pureCoreReadsNoClock(), "ReadsMillis", "ReadsNanos", "ReadsInstant", "ReadsLocalTime", "HoldsAClock", "MakesADate");
  }

  @Test
  void librariesStayPut() {
    ours.librariesStayPut().forEach(rule -> rule.check(CODE));
    rejects(wrong.librariesStayPut(), "UsesStreams", "UsesJdbc", "UsesMicrometer", "UsesTheKafkaServer", "UsesPicocli");
  }

  @Test
  void onlyTheCommandsPrintOrExit() {
    ours.onlyTheCommandsPrintOrExit().check(CODE);
    rejects(wrong.onlyTheCommandsPrintOrExit(), "Prints", "PrintsErrors", "Exits", "Halts", "PrintsAStackTrace");
    assertThat(violations(wrong.onlyTheCommandsPrintOrExit())).doesNotContain("MayPrint");
  }

  private static void rejects(ArchRule rule, String... classNames) {
    rejects(List.of(rule), classNames);
  }

  private static void rejects(List<ArchRule> rules, String... classNames) {
    String violations = String.join("\n", rules.stream().map(ArchitectureTest::violations).toList());
    SoftAssertions softly = new SoftAssertions();
    for (String name : classNames) {
      softly.assertThat(violations).as("the rules reject " + name).containsPattern("\\b" + name.replace(".", "\\.") + "\\b");
    }
    softly.assertAll();
  }

  private static String violations(ArchRule rule) {
    return String.join("\n", rule.evaluate(WRONG).getFailureReport().getDetails());
  }
}
