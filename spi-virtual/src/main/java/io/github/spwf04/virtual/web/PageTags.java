package io.github.spwf04.virtual.web;

import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.virtual.runtime.Core;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the tags of a page in: {@code <!--[06|Input|0|-->} with a token of INPUTSSI (6.55) and,
 * chosen since AN4965 is not public, {@code <!--[01|Status|name|-->} and {@code
 * <!--[02|Config|name|-->} with a variable. The name decides, not the number. A tag that names
 * nothing stays, which a browser takes for a comment.
 */
public final class PageTags {
  private static final Pattern TAG =
      Pattern.compile("<!--\\[[0-9]{2}\\|(Input|Status|Config)\\|([^|\\]>]{1,64})\\|-->");

  private final Core core;
  private final InputTokens input;
  private final Function<Variable, String> status;

  public PageTags(Core core, InputTokens input, Function<Variable, String> status) {
    this.core = core;
    this.input = input;
    this.status = status;
  }

  /** Blocks while the host is asked for input; not on the event loop. */
  byte[] fill(byte[] page) {
    String text = new String(page, StandardCharsets.ISO_8859_1);
    TreeSet<Integer> inputs = new TreeSet<>();
    TAG.matcher(text)
        .results()
        .filter(tag -> tag.group(1).equals("Input") && tag.group(2).matches("[0-9]{1,4}"))
        .forEach(tag -> inputs.add(Integer.parseInt(tag.group(2))));
    List<String> tokens = inputs.isEmpty() ? List.of() : tokens(inputs);
    String filled = core.ask(() -> TAG.matcher(text).replaceAll(tag -> replacement(tag, tokens)));
    return filled == null ? page : filled.getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<String> tokens(TreeSet<Integer> inputs) {
    CompletableFuture<@Nullable List<String>> tokens = new CompletableFuture<>();
    core.post(() -> input.request(inputs, tokens));
    List<String> given = core.await(tokens);
    return given == null ? List.of() : given;
  }

  private String replacement(java.util.regex.MatchResult tag, List<String> tokens) {
    String value =
        switch (tag.group(1)) {
          case "Input" -> token(tag.group(2), tokens);
          case "Status" -> status(tag.group(2));
          default -> config(tag.group(2));
        };
    return Matcher.quoteReplacement(value == null ? tag.group() : value);
  }

  private static String token(String index, List<String> tokens) {
    int number = index.matches("[0-9]{1,4}") ? Integer.parseInt(index) : Integer.MAX_VALUE;
    return number < tokens.size() ? tokens.get(number) : "";
  }

  private @Nullable String status(String name) {
    Variable variable = Variable.find(Variable.Table.STATUS, name);
    return variable == null ? null : escaped(status.apply(variable));
  }

  /** Keys and passwords are for no page. */
  private @Nullable String config(String name) {
    Variable variable = Variable.find(Variable.Table.CONFIGURATION, name);
    return variable == null || core.profile().lacks(name) || Secrets.isSecret(name)
        ? null
        : escaped(core.settings().get(variable.name()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
