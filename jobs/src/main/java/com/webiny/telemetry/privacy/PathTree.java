package com.webiny.telemetry.privacy;

import com.webiny.telemetry.bytes.WordTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of an allowlist as a tree of member names, compiled once. Walking it beside the tokens
 * of a line finds the allowed values without looking at any other. Nothing in it knows a name by
 * itself.
 */
public final class PathTree {

  /** What the tree says about one member of an object. */
  public sealed interface Node permits Leaf, Inner, Unlisted {}

  /**
   * An allowed value.
   *
   * @param index the number of this node among all, from 0
   * @param field the place of its column among {@link Allowlist#fields()}
   * @param rank its place among the paths of the column; the present one of lowest rank counts
   */
  public record Leaf(int index, int field, int rank) implements Node {}

  /** An object on the way to an allowed value. */
  public static final class Inner implements Node {
    private final int index;
    private final Inner parent;
    private final int depth;
    private final Map<String, Node> children = new HashMap<>();
    private WordTable<Node> table = WordTable.of(children);

    private Inner(int index, Inner parent) {
      this.index = index;
      this.parent = parent == null ? this : parent;
      this.depth = parent == null ? 1 : parent.depth + 1;
    }

    private void put(String name, Node child) {
      children.put(name, child);
      table = WordTable.of(children);
    }

    /** The number of this node among all, from 0. */
    public int index() {
      return index;
    }

    /** The object it is a member of; the root itself if it is that. */
    public Inner parent() {
      return parent;
    }

    /** How deep its members nest; the root counts as 1. */
    public int depth() {
      return depth;
    }

    /** What the tree says about the member of this exact name, given as a piece of bytes. */
    public Node child(byte[] bytes, int offset, int length) {
      Node child = table.find(bytes, offset, length);
      return child == null ? Unlisted.MEMBER : child;
    }
  }

  /** A member outside the allowlist. */
  public enum Unlisted implements Node {
    MEMBER
  }

  private final Inner root;
  private int size;

  private PathTree() {
    root = new Inner(size++, null);
  }

  /**
   * Compiles the paths. An allowlist that was judged cannot have two paths of which one starts with
   * the other.
   */
  public static PathTree of(Allowlist allowlist) {
    PathTree tree = new PathTree();
    List<AllowedField> fields = allowlist.fields();
    for (int field = 0; field < fields.size(); field++) {
      List<String> paths = fields.get(field).from();
      for (int rank = 0; rank < paths.size(); rank++) {
        tree.add(paths.get(rank), field, rank);
      }
    }
    return tree;
  }

  /** The node of the whole line. */
  public Inner root() {
    return root;
  }

  /** How many nodes there are: one more than the highest index. */
  public int size() {
    return size;
  }

  private void add(String path, int field, int rank) {
    String[] names = path.split("\\.", -1);
    Inner parent = root;
    for (int i = 0; i < names.length - 1; i++) {
      parent = step(parent, names[i], path);
    }
    String last = names[names.length - 1];
    if (parent.children.containsKey(last)) {
      throw new IllegalArgumentException("A path stands twice or leads through another: " + path);
    }
    parent.put(last, new Leaf(size++, field, rank));
  }

  private Inner step(Inner parent, String name, String path) {
    if (!parent.children.containsKey(name)) {
      parent.put(name, new Inner(size++, parent));
    }
    if (parent.children.get(name) instanceof Inner inner) {
      return inner;
    }
    throw new IllegalArgumentException("A path leads through another: " + path);
  }
}
