import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says in one line how many tests of all modules were skipped, and what brings them: {@code java
 * Skipped.java ROOT}. Most of them need a program of others; see build/peers.
 */
void main(String[] arguments) throws IOException {
  Pattern suite =
      Pattern.compile("<testsuite [^>]*?\\btests=\"(\\d+)\"[^>]*?\\bskipped=\"(\\d+)\"");
  int tests = 0;
  int skipped = 0;
  for (Path report : reports(Path.of(arguments[0]))) {
    Matcher found = suite.matcher(Files.readString(report));
    if (found.find()) {
      tests += Integer.parseInt(found.group(1));
      skipped += Integer.parseInt(found.group(2));
    }
  }
  System.out.println(
      skipped == 0
          ? "None of %d tests was skipped.".formatted(tests)
          : "%d of %d tests were skipped: build/peers, then mvn -B verify -P programs"
              .formatted(skipped, tests));
}

/** What the modules have told. */
List<Path> reports(Path root) throws IOException {
  try (Stream<Path> files = Files.find(root, 4, (file, _) -> isReport(root.relativize(file)))) {
    return files.toList();
  }
}

boolean isReport(Path file) {
  return file.getNameCount() == 4
      && file.subpath(1, 3).equals(Path.of("target", "surefire-reports"))
      && file.getFileName().toString().matches("TEST-.*\\.xml");
}
