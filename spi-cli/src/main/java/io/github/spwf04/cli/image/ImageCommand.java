package io.github.spwf04.cli.image;

import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.virtual.image.FileSystemImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** {@code spwf image}: images of file volumes, as FSUPDATE and FSWRITE take them. */
@Command(
    name = "image",
    description = "Images of file volumes, as FSUPDATE and FSWRITE take them: FAT volumes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":the image was made or listed",
      ExitCode.FAILED + ":it cannot be written",
      ExitCode.BAD_INPUT + ":there is no image of these files, or the file is no image"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf image build pages",
      "  spwf image build pages -o x.img --size 960K",
      "  spwf image list fs.img"
    })
public final class ImageCommand {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})([KM]?)");

  private final PrintWriter out;

  public ImageCommand(PrintWriter out) {
    this.out = out;
  }

  @Command(
      name = "build",
      description = {
        "Makes an image of the files in a folder; folders in it are left out. An empty file"
            + " __LOCKED__ protects the application flash.",
        "It is FAT12 with one FAT, 17 KiB or a little more of it for the file system. The module"
            + " has 64K for volume i, 960K for e, and for x what is attached to it."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int build(
      @Parameters(paramLabel = "FOLDER", description = "The folder.") Path folder,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              defaultValue = "fs.img",
              description = "The file to write, ${DEFAULT-VALUE} unless given.")
          Path output,
      @Option(
              names = "--size",
              paramLabel = "BYTES[K|M]",
              description = "Size of the volume; 64K unless given, or as much as the files need.")
          @Nullable String size,
      @Option(
              names = "--cut",
              description = {
                "Leave out what is behind the last cluster in use. The module takes the image so,"
                    + " programs for disks do not; FSWRITE over SPI takes no 64K."
              })
          boolean cut)
      throws IOException {
    byte[] image = image(files(folder), size);
    FileSystemImage made = FileSystemImage.read(image);
    Files.write(output, cut ? FileSystemImage.cut(image) : image);
    out.println(output + ": " + summary(made));
    return ExitCode.OK;
  }

  @Command(
      name = "list",
      description = "Lists the files of an image, their lengths first, and the room in it.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int list(
      @Parameters(paramLabel = "FILE", description = "The image.") Path file,
      @Option(
              names = "--json",
              description =
                  "Print one JSON object a line: name and length of a file; the last one is the"
                      + " summary: size, clusterBytes, clusters, freeClusters, fats, rootEntries,"
                      + " files.")
          boolean json) {
    FileSystemImage image = read(file);
    if (json) {
      image.files().forEach((name, content) -> out.println(json(name, content)));
      out.println(json(image));
    } else {
      image.files().forEach((name, content) -> out.printf("%9d  %s%n", content.length, name));
      out.println(summary(image));
    }
    return ExitCode.OK;
  }

  private static Map<String, byte[]> files(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : (Iterable<Path>) entries.filter(Files::isRegularFile)::iterator) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new InvalidInput("folder '" + folder + "' cannot be read");
    }
    return files;
  }

  private static byte[] image(Map<String, byte[]> files, @Nullable String size) {
    try {
      return size == null ? FileSystemImage.of(files) : FileSystemImage.of(files, bytes(size));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("no image: " + e.getMessage());
    }
  }

  private static int bytes(String size) {
    Matcher matcher = SIZE.matcher(size);
    long bytes = matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
    if (bytes < Long.MAX_VALUE) {
      bytes <<=
          switch (matcher.group(2)) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 0;
          };
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new InvalidInput("--size " + size + ", a size like 65536, 64K or 8M is needed");
    }
    return (int) bytes;
  }

  private static FileSystemImage read(Path file) {
    byte[] image;
    try {
      image = Files.readAllBytes(file);
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInput("file '" + file + "' cannot be read");
    }
    try {
      return FileSystemImage.read(image);
    } catch (IOException e) {
      throw new InvalidInput(
          "file '" + file + "' is no image that the module takes: " + e.getMessage());
    }
  }

  private static String summary(FileSystemImage image) {
    return "%d bytes, %d files, %d of %d clusters of %d bytes free"
        .formatted(
            image.size(),
            image.files().size(),
            image.freeClusters(),
            image.clusters(),
            image.clusterBytes());
  }

  private static String json(String name, byte[] content) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", name);
    object.put("length", content.length);
    return JSON.std.asString(object);
  }

  private static String json(FileSystemImage image) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("size", image.size());
    object.put("clusterBytes", image.clusterBytes());
    object.put("clusters", image.clusters());
    object.put("freeClusters", image.freeClusters());
    object.put("fats", image.fats());
    object.put("rootEntries", image.rootEntries());
    object.put("files", image.files().size());
    return JSON.std.asString(object);
  }
}
