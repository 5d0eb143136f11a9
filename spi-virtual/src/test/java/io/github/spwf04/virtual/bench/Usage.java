package io.github.spwf04.virtual.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The usage line of a section of the manual that a test shows. Each line is shown once to succeed
 * and once to fail. The test fails when it has not sent the section's command by a {@link Bench} or
 * a {@link Terminal}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Usage.All.class)
@ExtendWith(UsageCheck.class)
public @interface Usage {
  /** The section, {@code 6.38}. */
  String section();

  /** Which of the section's usage lines, counted from 1. */
  int line() default 1;

  /** Whether the test shows it refused. */
  boolean fails() default false;

  /** Several of them. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @ExtendWith(UsageCheck.class)
  @interface All {
    Usage[] value();
  }
}
