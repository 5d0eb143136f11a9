package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Variable.Table;
import org.junit.jupiter.api.Test;

class VariableTest {
  @Test
  void loads() {
    assertThat(Variable.all(Table.CONFIGURATION)).hasSize(105);
    assertThat(ModuleError.all(ModuleError.Table.COMMAND)).hasSize(119);
  }
}
