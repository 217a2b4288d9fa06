package com.webiny.telemetry.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathTreeTest {

  @Test
  void itFindsEveryPathOfAnyAllowlistWithItsFieldAndRank() {
    PathTree tree = tree(field("a", "x", "p.q.x"), field("b", "p.y", "p.q.y", "y"));
    assertThat(leaf(tree, "x"))
        .extracting(PathTree.Leaf::field, PathTree.Leaf::rank)
        .containsExactly(0, 0);
    assertThat(leaf(tree, "p", "q", "x"))
        .extracting(PathTree.Leaf::field, PathTree.Leaf::rank)
        .containsExactly(0, 1);
    assertThat(leaf(tree, "p", "y"))
        .extracting(PathTree.Leaf::field, PathTree.Leaf::rank)
        .containsExactly(1, 0);
    assertThat(leaf(tree, "p", "q", "y"))
        .extracting(PathTree.Leaf::field, PathTree.Leaf::rank)
        .containsExactly(1, 1);
    assertThat(leaf(tree, "y"))
        .extracting(PathTree.Leaf::field, PathTree.Leaf::rank)
        .containsExactly(1, 2);
  }

  @Test
  void everythingElseIsUnlisted() {
    PathTree tree = tree(field("a", "p.q"));
    assertThat(child(tree.root(), "q")).isEqualTo(PathTree.Unlisted.MEMBER);
    assertThat(child(tree.root(), "P")).isEqualTo(PathTree.Unlisted.MEMBER);
    assertThat(child(tree.root(), "")).isEqualTo(PathTree.Unlisted.MEMBER);
    assertThat(child(tree.root(), "p.q")).isEqualTo(PathTree.Unlisted.MEMBER);
  }

  @Test
  void indexesAreDenseAndDistinct() {
    PathTree tree = tree(field("a", "x", "p.q.x"), field("b", "p.y"));
    Set<Integer> indexes = new HashSet<>();
    collect(tree.root(), List.of("x", "p", "q", "y"), indexes);
    assertThat(tree.size()).isEqualTo(6);
    assertThat(indexes).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void pathsThatLeadThroughEachOtherAreRefused() {
    assertThatThrownBy(() -> tree(field("a", "x", "x.y")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree(field("a", "x.y", "x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree(field("a", "x", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void collect(PathTree.Inner node, List<String> names, Set<Integer> indexes) {
    indexes.add(node.index());
    for (String name : names) {
      if (child(node, name) instanceof PathTree.Inner inner) {
        collect(inner, names, indexes);
      } else if (child(node, name) instanceof PathTree.Leaf leaf) {
        indexes.add(leaf.index());
      }
    }
  }

  private static PathTree.Leaf leaf(PathTree tree, String... names) {
    PathTree.Node node = tree.root();
    for (String name : names) {
      node = child((PathTree.Inner) node, name);
    }
    return (PathTree.Leaf) node;
  }

  private static PathTree.Node child(PathTree.Inner node, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return node.child(bytes, 0, bytes.length);
  }

  private static PathTree tree(AllowedField... fields) {
    return PathTree.of(new Allowlist(List.of(fields), List.of()));
  }

  private static AllowedField field(String column, String... from) {
    return new AllowedField(
        column, List.of(from), FieldType.FLAG, "rule", false, "purpose", List.of("report"));
  }
}
