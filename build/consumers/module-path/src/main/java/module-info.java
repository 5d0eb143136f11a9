/** Requires the host and nothing else; transitive, since its types are in what this exports. */
module org.example {
  requires transitive io.github.spwf04.host;

  exports org.example;
}
