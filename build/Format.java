import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks or writes the format of every Java source below a folder: {@code check|write FOLDER}. */
final class Format {
  public static void main(String[] args) throws IOException, FormatterException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter();
    List<Path> wrong = new ArrayList<>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Format::isSource).sorted().toList()) {
        String text = Files.readString(file);
        String imports =
            RemoveUnusedImports.removeUnusedImports(
                ImportOrderer.reorderImports(text, Style.GOOGLE));
        String formatted = formatter.formatSource(imports);
        if (!formatted.equals(text)) {
          wrong.add(root.relativize(file));
          if (write) {
            Files.writeString(file, formatted);
          }
        }
      }
    }
    wrong.forEach(file -> System.err.println((write ? "formatted " : "not formatted: ") + file));
    if (!write && !wrong.isEmpty()) {
      System.err.println("put right with: mvn -B -N process-sources -Dformat=write");
      System.exit(1);
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.toString().contains("/target/");
  }
}
