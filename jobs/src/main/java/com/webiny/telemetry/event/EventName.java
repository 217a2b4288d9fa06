package com.webiny.telemetry.event;

import java.util.Optional;

/**
 * The thirteen events the published promise covers (SPEC section 4), under their canonical names.
 * The constants stand by family and then by {@link Stage}, so that the ordinal orders the events of
 * one instant the way attempts are paired. Which spellings of a name are accepted stands in the
 * allowlist, not here.
 */
public enum EventName {
  CREATE_START("cli-create-webiny-project-start", Family.CREATE, Stage.START),
  CREATE_ERROR("cli-create-webiny-project-error", Family.CREATE, Stage.ERROR),
  CREATE_ERROR_GRACEFUL(
      "cli-create-webiny-project-error-graceful", Family.CREATE, Stage.ERROR_GRACEFUL),
  CREATE_END("cli-create-webiny-project-end", Family.CREATE, Stage.END),
  PROJECT_START("cli-project-deploy-start", Family.PROJECT, Stage.START),
  PROJECT_ERROR("cli-project-deploy-error", Family.PROJECT, Stage.ERROR),
  PROJECT_ERROR_GRACEFUL("cli-project-deploy-error-graceful", Family.PROJECT, Stage.ERROR_GRACEFUL),
  PROJECT_END("cli-project-deploy-end", Family.PROJECT, Stage.END),
  APP_START("cli-pulumi-command-deploy-start", Family.APP, Stage.START),
  APP_ERROR("cli-pulumi-command-deploy-error", Family.APP, Stage.ERROR),
  APP_ERROR_GRACEFUL("cli-pulumi-command-deploy-error-graceful", Family.APP, Stage.ERROR_GRACEFUL),
  APP_END("cli-pulumi-command-deploy-end", Family.APP, Stage.END),
  ADMIN_APP_START("admin-app-start", Family.ADMIN, null);

  private static final EventName[] VALUES = values();

  private final String text;
  private final Family family;
  private final Optional<Stage> stage;

  EventName(String text, Family family, Stage stage) {
    this.text = text;
    this.family = family;
    this.stage = Optional.ofNullable(stage);
  }

  /** The event with this {@link #ordinal()}. */
  public static EventName of(int ordinal) {
    return VALUES[ordinal];
  }

  /** The canonical name: the value of the column {@code event}. */
  public String text() {
    return text;
  }

  public Family family() {
    return family;
  }

  /** Empty for the admin app, whose page loads have no stages. */
  public Optional<Stage> stage() {
    return stage;
  }
}
