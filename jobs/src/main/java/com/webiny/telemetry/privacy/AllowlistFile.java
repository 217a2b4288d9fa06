package com.webiny.telemetry.privacy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the document of the allowlist, in YAML:
 *
 * <pre>{@code
 * fields:
 *   - column: ci                           # one of the columns of the event record
 *     from: [properties.ci]                # where it may come from; the first present path counts
 *     type: flag                           # a FieldType
 *     rule: true or false                  # what a value must look like, in words
 *     required: false                      # whether a line without it is rejected
 *     purpose: deployments                 # which published sentence it serves
 *     used_by: [deploy_success]            # the reports that rest on it
 * events:
 *   - name: admin-app-start                # the canonical name
 *     also: [app-start]                    # further spellings; the only key that may be left out
 *     family: admin                        # its family
 *     purpose: page views                  # which published sentence it serves
 * }</pre>
 *
 * <p>Reading only; {@link AllowlistJudge} says whether what was read may be used.
 */
final class AllowlistFile {

  private static final YAMLFactory YAML = new YAMLFactory();

  private final JsonParser parser;
  private final List<String> faults = new ArrayList<>();

  private AllowlistFile(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads and judges a document.
   *
   * @throws AllowlistException with every fault of it
   * @throws IOException if the stream fails
   */
  static Allowlist read(InputStream document, Vocabulary vocabulary) throws IOException {
    try (JsonParser parser = YAML.createParser(document)) {
      AllowlistFile file = new AllowlistFile(parser);
      YamlNode root = file.document();
      return new AllowlistJudge(vocabulary, file.faults).judge(root);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      String line = place == null ? "" : ", line " + place.getLineNr();
      throw new AllowlistException(
          List.of("The document is no YAML" + line + "; mend its syntax there."));
    }
  }

  private YamlNode document() throws IOException {
    YamlNode root = parser.nextToken() == null ? new YamlNode.Other() : node();
    if (parser.nextToken() != null) {
      faults.add("The file holds a second document; keep one.");
    }
    return root;
  }

  private YamlNode node() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_STRING -> new YamlNode.Text(parser.getText());
      case VALUE_TRUE -> new YamlNode.Flag(true);
      case VALUE_FALSE -> new YamlNode.Flag(false);
      default -> new YamlNode.Other();
    };
  }

  private YamlNode mapping() throws IOException {
    Map<String, YamlNode> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int line = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      if (members.putIfAbsent(name, node()) != null) {
        faults.add("Line " + line + " has the key '" + name + "' a second time; keep one.");
      }
    }
    return new YamlNode.Mapping(members);
  }

  private YamlNode sequence() throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new YamlNode.Sequence(items);
  }
}
