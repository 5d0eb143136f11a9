import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks or writes the format of every Java source below a folder: {@code check|write FOLDER
 * KNOWN}. The file KNOWN holds the digests of the sources that were found well formatted before, so
 * that a build looks at those alone that have changed.
 */
final class Format {
  public static void main(String[] args)
      throws IOException, FormatterException, NoSuchAlgorithmException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    Path known = Path.of(args[2]);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    Set<String> before =
        Files.exists(known) ? new HashSet<>(Files.readAllLines(known)) : new HashSet<>();
    Set<String> after = new TreeSet<>();
    List<Path> wrong = new ArrayList<>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Format::isSource).sorted().toList()) {
        String text = Files.readString(file);
        if (before.contains(digest(sha, text))) {
          after.add(digest(sha, text));
          continue;
        }
        String formatted = format(text);
        if (!formatted.equals(text)) {
          wrong.add(root.relativize(file));
          if (write) {
            Files.writeString(file, formatted);
          }
        }
        after.add(digest(sha, formatted));
      }
    }
    Files.createDirectories(known.getParent());
    Files.write(known, after);
    wrong.forEach(file -> System.err.println((write ? "formatted " : "not formatted: ") + file));
    if (!write && !wrong.isEmpty()) {
      System.err.println("put right with: mvn -B -N process-sources -Dformat=write");
      System.exit(1);
    }
  }

  private static String format(String text) throws FormatterException {
    return new Formatter()
        .formatSource(
            RemoveUnusedImports.removeUnusedImports(
                ImportOrderer.reorderImports(text, Style.GOOGLE)));
  }

  private static String digest(MessageDigest sha, String text) {
    return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.toString().contains("/target/");
  }
}
