# Read in by the scripts beside .mvn, before they start Java.
#
# Java reads file names and arguments in the encoding of the locale. Where there is none (cron,
# systemd, bare images, a LANG that is not installed), that is ASCII, and an umlaut in a path is an
# error that no Java option cures. So a UTF-8 locale is taken then, if the system has one.
use_utf8() {
  has_ascii_locale || return 0
  for name in C.UTF-8 C.utf8 en_US.UTF-8 $(locale -a 2>/dev/null | grep -i 'utf-\{0,1\}8$'); do
    if [ "$(LC_ALL=$name locale charmap 2>/dev/null || :)" = UTF-8 ]; then
      LC_ALL=$name
      export LC_ALL
      return 0
    fi
  done
}

has_ascii_locale() {
  case $(locale charmap 2>/dev/null || :) in
    ANSI_X3.4-1968 | US-ASCII | ASCII | 646) return 0 ;;
  esac
  return 1
}

# Says why a folder cannot hold the project, if so. Java takes a colon for the end of a path.
unusable_folder() {
  case $1 in
    *:*) echo "its path holds a colon, which separates the entries of Java's class path" ;;
    *[![:print:]]*)
      ! has_ascii_locale ||
        echo "its path has letters beyond ASCII, and the system has no UTF-8 locale for them"
      ;;
  esac
}
