package dev.cotangent.training.step;

/**
 * The division of an array among members, each of which sums up a part of it: buckets, which travel
 * while others are added, of one segment for each member.
 *
 * @param length elements of the array
 */
record Segments(int length, int members) {

  /** Elements of a segment at most: a message of one MiB. */
  private static final int MOST = 1 << 18;

  /** Number of buckets. */
  int buckets() {
    return Math.max(1, (int) (((long) length - 1) / bucket() + 1));
  }

  private long bucket() {
    return (long) MOST * members;
  }

  /** The first element of a member's segment in a bucket; for the number of members, the end. */
  int first(int bucket, int member) {
    long start = bucket * bucket();
    long size = Math.min(bucket(), length - start);
    return (int) (start + size * member / members);
  }

  /** The elements of a bucket. */
  int elements(int bucket) {
    return first(bucket, members) - first(bucket, 0);
  }

  /** The elements of a member's segment in a bucket. */
  int length(int bucket, int member) {
    return first(bucket, member + 1) - first(bucket, member);
  }

  /** The most elements of a segment. */
  int most() {
    int most = 0;
    for (int member = 0; member < members; member++) {
      most = Math.max(most, length(0, member));
    }
    return most;
  }
}
