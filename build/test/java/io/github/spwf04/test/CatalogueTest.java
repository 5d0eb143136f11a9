package io.github.spwf04.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Nobody takes as a number or as text what the catalogue has a type for; each module looks at its
 * own main code.
 */
class CatalogueTest {
  /** Types that say nothing of what they hold. */
  private static final Set<String> BARE =
      Set.of("int", "long", "short", "byte", "Integer", "Long", "String");

  /** What an error, a reason and a parameter are called. */
  private static final String TYPED =
      "(?i).*(error|errorId|errorCode|reason|reasonCode|parameter|parameterName)";

  /**
   * Records of events whose reason is one of IEEE 802.11 or of the radio's firmware, and shapes of
   * the catalogue itself: there is no type of it.
   */
  private static final Set<String> WITHOUT_TYPE =
      Set.of(
          "RadioException",
          "Deauthenticated",
          "Disassociated",
          "StationDisassociated",
          "ScanComplete",
          "BootLoader");

  /** The rooms in which the types are made. */
  private static final Set<String> MAKERS =
      Set.of("io.github.spwf04.catalog", "io.github.spwf04.error", "io.github.spwf04.codec");

  @Test
  void errorsReasonsAndParametersHaveTypes() throws IOException {
    List<String> bare = new ArrayList<>();
    for (CompilationUnitTree unit : parsed(Sources.main())) {
      if (!MAKERS.contains(String.valueOf(unit.getPackageName()))) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitVariable(VariableTree variable, Void nothing) {
            if (isParameter(getCurrentPath())
                && BARE.contains(typeOf(variable))
                && variable.getName().toString().matches(TYPED)
                && !WITHOUT_TYPE.contains(owner(getCurrentPath()))) {
              bare.add(unit.getSourceFile().getName() + ": " + variable);
            }
            return super.visitVariable(variable, nothing);
          }
        }.scan(unit, null);
      }
    }
    assertThat(bare).isEmpty();
  }

  /** A parameter of a method, or a field: the components of a record are such. */
  private static boolean isParameter(TreePath path) {
    return switch (path.getParentPath().getLeaf().getKind()) {
      case METHOD, RECORD -> true;
      default -> false;
    };
  }

  private static String owner(TreePath path) {
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof ClassTree type) {
        return type.getSimpleName().toString();
      }
    }
    return "";
  }

  /** Without annotations and packages. */
  private static String typeOf(VariableTree variable) {
    String type = String.valueOf(variable.getType()).replaceAll("@\\S+ ?", "");
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static Iterable<? extends CompilationUnitTree> parsed(List<Path> sources)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      return units;
    }
  }
}
