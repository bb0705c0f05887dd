"""The second lock on policy, in the words of the database; says the same as ``access.py``.

A child is as visible as its framework: the sub-select on ``policy_framework`` is judged by that
table's own policy. The coordinator writes the region's plan; the people of the organisation that
owns an action add measurements, notes and lines of history to that action; a focal point writes
the plan of the own municipality. Only links (task to goal, action to partner) are ever deleted.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

EDITOR = "(SELECT baken_may('policy:edit'))"
SYSTEM = "(SELECT baken_actor_kind()) = 'system'"
READER = "(SELECT baken_may('policy:read'))"
OWN = "organisation_id = (SELECT baken_organisation())"
OWN_EDITOR = f"((SELECT baken_may('policy:edit-own')) AND {OWN})"
OF_FRAMEWORK = "framework_id IN (SELECT f.id FROM policy_framework AS f)"


def policies(table: str, *, read: str, add: str, change: str = "", remove: str = ""):
    rules = {
        f"{table}_read": f"FOR SELECT USING ({read})",
        f"{table}_add": f"FOR INSERT WITH CHECK ({add})",
    }
    if change:
        rules[f"{table}_change"] = f"FOR UPDATE USING ({change}) WITH CHECK ({change})"
    if remove:
        rules[f"{table}_remove"] = f"FOR DELETE USING ({remove})"
    return EnableRowSecurity(f"policy_{table}", rules)


def of_framework(table: str, *, remove: str = "") -> EnableRowSecurity:
    return policies(table, read=OF_FRAMEWORK, add=EDITOR, change=EDITOR, remove=remove)


OWNED = "SELECT a.id FROM policy_plannedaction AS a WHERE a.owner_id = (SELECT baken_organisation())"
OWNER = f"({READER} AND action_id IN ({OWNED}))"
OWNER_OF_INDICATOR = (
    f"({READER} AND indicator_id IN"
    f" (SELECT i.id FROM policy_actionindicator AS i WHERE i.action_id IN ({OWNED})))"
)


def same_framework(table: str, column: str, target: str) -> migrations.RunSQL:
    """A composite foreign key: what repeats its parent's framework says it truly."""
    name = f"{table}_{column.removesuffix('_id')}_framework_true"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, framework_id)"
        f" REFERENCES {target} (id, framework_id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def unique_with_framework(table: str) -> migrations.RunSQL:
    """The target that a composite foreign key needs."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_framework UNIQUE (id, framework_id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_framework",
    )


ACTION = "policy_plannedaction"
SAME = [
    same_framework(ACTION, "task_id", "policy_task"),
    unique_with_framework("policy_goal"),
    same_framework("policy_taskgoal", "task_id", "policy_task"),
    same_framework("policy_taskgoal", "goal_id", "policy_goal"),
    unique_with_framework(ACTION),
    *(
        same_framework(f"policy_{table}", "action_id", ACTION)
        for table in ("actionpartner", "actionindicator", "progressnote", "actionevent")
    ),
    unique_with_framework("policy_actionindicator"),
    same_framework("policy_measurement", "indicator_id", "policy_actionindicator"),
    migrations.RunSQL(
        "ALTER TABLE policy_municipalplan"
        " ADD CONSTRAINT policy_municipalplan_own UNIQUE (id, organisation_id)",
        "ALTER TABLE policy_municipalplan DROP CONSTRAINT policy_municipalplan_own",
    ),
    migrations.RunSQL(
        "ALTER TABLE policy_planitem ADD CONSTRAINT policy_planitem_organisation_true"
        " FOREIGN KEY (plan_id, organisation_id)"
        " REFERENCES policy_municipalplan (id, organisation_id) DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE policy_planitem DROP CONSTRAINT policy_planitem_organisation_true",
    ),
]

MUNICIPAL_READ = f"{EDITOR} OR {SYSTEM} OR ({READER} AND {OWN})"


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        *SAME,
        policies(
            "framework",
            read=f"{EDITOR} OR {SYSTEM} OR ({READER} AND state IN ('in-force', 'ended'))",
            add=EDITOR,
            change=EDITOR,
        ),
        of_framework("goal"),
        of_framework("task"),
        of_framework("taskgoal", remove=EDITOR),
        of_framework("plannedaction"),
        of_framework("actionpartner", remove=EDITOR),
        of_framework("actionindicator"),
        policies(
            "measurement",
            read=OF_FRAMEWORK,
            add=f"{EDITOR} OR {OWNER_OF_INDICATOR}",
            change=f"{EDITOR} OR {OWNER_OF_INDICATOR}",
        ),
        policies("progressnote", read=OF_FRAMEWORK, add=f"{EDITOR} OR {OWNER}"),
        policies("actionevent", read=OF_FRAMEWORK, add=f"{EDITOR} OR {OWNER}"),
        policies("municipalplan", read=MUNICIPAL_READ, add=OWN_EDITOR, change=OWN_EDITOR),
        policies("planitem", read=MUNICIPAL_READ, add=OWN_EDITOR, change=OWN_EDITOR),
    ]
