/** README's program as a module. */
module org.example.quickstart {
  requires dev.cotangent;
}
