package io.github.spwf04.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever reads a citation can open it: each cited fact and each section exists. */
class CitationsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path FIELD_FACTS = ROOT.resolve("docs/field-facts.md");
  private static final Path PACKAGE_FACTS = ROOT.resolve("docs/package-facts.md");

  /** {@code field-facts A.6, B.1 and C}. */
  private static final Pattern FIELD =
      Pattern.compile("field-facts,? ((?:[A-I](?:\\.\\d+)?(?:, | and | to |; )?)+)");

  private static final Pattern PACKAGE =
      Pattern.compile("package-facts,? ((?:\\d+(?:\\.\\d+)?(?:, | and | to |; )?)+)");

  /** A letter alone, as comments have it where the page is plain. */
  private static final Pattern LETTER = Pattern.compile("(?<![\\w.`/])([A-I]\\.\\d+)\\b");

  /** A section of the manual's command reference, whose rows are the catalogue's. */
  private static final Pattern SECTION = Pattern.compile("(?<![\\w.])(6\\.\\d+)(?![\\w.]|\\d)");

  private static final Pattern CHAPTER = Pattern.compile("manual (?:sections? )?(\\d+)(?!\\.?\\d)");
  private static final Pattern TABLE = Pattern.compile("\\bTables? (\\d+)");
  private static final int CHAPTERS = 9;
  private static final int TABLES = 15;

  private static Set<String> found(Path page, String regex) throws IOException {
    Set<String> found = new HashSet<>();
    Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(Files.readString(page));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(ROOT)) {
      all.filter(file -> file.toString().matches(".*\\.(java|md)"))
          .filter(file -> !file.toString().matches(".*/(target|node_modules|\\.git)/.*"))
          // Breaks the table of commands on purpose.
          .filter(file -> !file.endsWith("TableCheckTest.java"))
          .forEach(files::add);
    }
    return files;
  }

  /** The text without the signs of comments, so that a citation is one that a line end cuts. */
  private static String text(Path file) throws IOException {
    return Files.readString(file).replaceAll("\\n\\s*(\\*|//)? ?", " ");
  }

  @Test
  void everyCitedFactExists() throws IOException {
    Set<String> field = found(FIELD_FACTS, "^#+ ([A-I](?:\\.\\d+)?)\\b");
    field.addAll(found(FIELD_FACTS, "^(?:- |\\| )([FGI]\\.\\d+) "));
    Set<String> ofPackage = found(PACKAGE_FACTS, "^#+ (\\d+(?:\\.\\d+)?)\\b");
    assertThat(field).contains("A", "A.6", "B.1", "F.39");
    assertThat(ofPackage).contains("6.3");
    List<String> missing = new ArrayList<>();
    int cited = 0;
    for (Path file : files()) {
      String text = text(file);
      cited += check(file, text, FIELD, "[A-I](?:\\.\\d+)?", field, missing);
      cited += check(file, text, LETTER, "[A-I]\\.\\d+", field, missing);
      cited += check(file, text, PACKAGE, "\\d+(?:\\.\\d+)?", ofPackage, missing);
    }
    assertThat(missing).isEmpty();
    assertThat(cited).as("it looks at something").isGreaterThan(300);
  }

  @Test
  void everyCitedSectionOfTheManualExists() throws IOException {
    Set<String> sections = new HashSet<>();
    Stream.of(Command.values()).map(Command::section).forEach(sections::add);
    List<String> missing = new ArrayList<>();
    int cited = 0;
    for (Path file : files()) {
      // The pages of facts have sections of the same numbers.
      boolean facts = file.endsWith("field-facts.md") || file.endsWith("package-facts.md");
      String text = PACKAGE.matcher(text(file)).replaceAll("");
      if (!facts) {
        cited += check(file, text, SECTION, "6\\.\\d+", sections, missing);
      }
      cited += check(file, text, CHAPTER, "\\d+", numbers(CHAPTERS), missing);
      cited += check(file, text, TABLE, "\\d+", numbers(TABLES), missing);
    }
    assertThat(missing).isEmpty();
    assertThat(cited).as("it looks at something").isGreaterThan(500);
  }

  private static Set<String> numbers(int last) {
    Set<String> numbers = new HashSet<>();
    for (int i = 1; i <= last; i++) {
      numbers.add(Integer.toString(i));
    }
    return numbers;
  }

  /** Adds what is not there to the missing ones, and returns how many were looked at. */
  private static int check(
      Path file,
      String text,
      Pattern citation,
      String one,
      Set<String> existing,
      List<String> missing) {
    int cited = 0;
    Matcher matcher = citation.matcher(text);
    while (matcher.find()) {
      Matcher each = Pattern.compile(one).matcher(matcher.group(1));
      while (each.find()) {
        cited++;
        if (!existing.contains(each.group())) {
          missing.add(file + ": " + each.group());
        }
      }
    }
    return cited;
  }
}
