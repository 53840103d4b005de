-- The first tables of the book. Frozen: what comes later is a later step.

CREATE TABLE "unit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entered_at" TEXT NOT NULL,
    "deleted_on" DATE,
    "deleted_at" TEXT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit_kind" TEXT NOT NULL,
    "ward" TEXT NOT NULL,
    "upper" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "term_from" DATE NOT NULL,
    "heads" TEXT NOT NULL
);

CREATE TABLE "settings" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "value" TEXT NOT NULL,
    "at" TEXT NOT NULL
);

CREATE INDEX "settings_name" ON "settings" ("name");

CREATE TABLE "slots" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "public" BLOB NOT NULL
);

CREATE TABLE "seals" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key_pem" BLOB NOT NULL,
    "certificate" BLOB NOT NULL,
    "made_at" TEXT NOT NULL
);

CREATE TABLE "history" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "record" INTEGER NOT NULL,
    "verb" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

CREATE INDEX "history_kind_record" ON "history" ("kind", "record");

CREATE TABLE "history_contents" (
    "seq" INTEGER NOT NULL PRIMARY KEY,
    "salt" TEXT,
    "body" TEXT,
    "erased_at" TEXT,
    "reason" TEXT,
    FOREIGN KEY ("seq") REFERENCES "history" ("seq")
);

CREATE TABLE "search_entries" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "record" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "search_entries_kind_record" ON "search_entries" ("kind", "record");

CREATE TABLE "members" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entered_at" TEXT NOT NULL,
    "deleted_on" DATE,
    "deleted_at" TEXT,
    "name" TEXT NOT NULL,
    "sort" TEXT NOT NULL,
    "birth_year" INTEGER,
    "joined" DATE NOT NULL,
    "left" DATE,
    "official_on" DATE
);

CREATE INDEX "members_sort" ON "members" ("sort");

CREATE TABLE "member_posts" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "member_id" INTEGER NOT NULL,
    "post" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE,
    FOREIGN KEY ("member_id") REFERENCES "members" ("id")
);

CREATE INDEX "member_posts_member_id" ON "member_posts" ("member_id");

CREATE TABLE "member_exemptions" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "member_id" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE,
    FOREIGN KEY ("member_id") REFERENCES "members" ("id")
);

CREATE INDEX "member_exemptions_member_id" ON "member_exemptions" ("member_id");

CREATE TABLE "member_stays" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "member_id" INTEGER NOT NULL,
    "stay" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE,
    FOREIGN KEY ("member_id") REFERENCES "members" ("id")
);

CREATE INDEX "member_stays_member_id" ON "member_stays" ("member_id");

CREATE TABLE "documents" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entered_at" TEXT NOT NULL,
    "deleted_on" DATE,
    "deleted_at" TEXT,
    "title" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "date" DATE,
    "date_words" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "qr_on" DATE
);

CREATE TABLE "files" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "size" INTEGER NOT NULL,
    "data" BLOB NOT NULL
);

CREATE TABLE "attachments" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "document_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    FOREIGN KEY ("document_id") REFERENCES "documents" ("id"),
    FOREIGN KEY ("sha256") REFERENCES "files" ("sha256")
);

CREATE INDEX "attachments_document_id" ON "attachments" ("document_id");

CREATE INDEX "attachments_sha256" ON "attachments" ("sha256");

CREATE TABLE "task_series" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entered_at" TEXT NOT NULL,
    "deleted_on" DATE,
    "deleted_at" TEXT,
    "code" TEXT NOT NULL,
    "work" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "accountable" TEXT NOT NULL,
    "accountable_member_id" INTEGER,
    "cooperating" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "responsibility" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "recurrence" TEXT NOT NULL,
    "due_day" INTEGER,
    "start" DATE NOT NULL,
    "end" DATE,
    FOREIGN KEY ("accountable_member_id") REFERENCES "members" ("id")
);

CREATE INDEX "task_series_accountable_member_id" ON "task_series" ("accountable_member_id");

CREATE TABLE "tasks" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entered_at" TEXT NOT NULL,
    "deleted_on" DATE,
    "deleted_at" TEXT,
    "code" TEXT NOT NULL,
    "work" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "accountable" TEXT NOT NULL,
    "accountable_member_id" INTEGER,
    "cooperating" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "responsibility" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "first_due" DATE,
    "first_due_on" DATE,
    "due_words" TEXT NOT NULL,
    "due" DATE,
    "series_id" INTEGER,
    "recurrence" TEXT NOT NULL,
    "review_on" DATE,
    "assigned_on" DATE,
    "done_on" DATE,
    "state" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "cause_body" TEXT NOT NULL,
    "cause_person" TEXT NOT NULL,
    "cause_until" DATE,
    "handling" TEXT NOT NULL,
    "flags" TEXT NOT NULL,
    "source_kind" TEXT,
    "source_id" INTEGER,
    "work_sort" TEXT NOT NULL,
    "accountable_sort" TEXT NOT NULL,
    FOREIGN KEY ("accountable_member_id") REFERENCES "members" ("id"),
    FOREIGN KEY ("series_id") REFERENCES "task_series" ("id")
);

CREATE INDEX "tasks_accountable_member_id" ON "tasks" ("accountable_member_id");

CREATE INDEX "tasks_series_id" ON "tasks" ("series_id");

CREATE INDEX "tasks_deleted_on_due_state_accountable" ON "tasks" ("deleted_on", "due", "state", "accountable");

CREATE INDEX "tasks_deleted_on_work_sort_state_accountable" ON "tasks" ("deleted_on", "work_sort", "state", "accountable");

CREATE INDEX "tasks_deleted_on_accountable_sort_state_accountable" ON "tasks" ("deleted_on", "accountable_sort", "state", "accountable");

CREATE INDEX "tasks_deleted_on_assigned_on_state_accountable" ON "tasks" ("deleted_on", "assigned_on", "state", "accountable");

CREATE TABLE "task_states" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "task_id" INTEGER NOT NULL,
    "on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("task_id") REFERENCES "tasks" ("id")
);

CREATE INDEX "task_states_task_id" ON "task_states" ("task_id");

CREATE TABLE "task_extensions" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "task_id" INTEGER NOT NULL,
    "made_on" DATE NOT NULL,
    "old" DATE NOT NULL,
    "new" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "allowed_by" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("task_id") REFERENCES "tasks" ("id")
);

CREATE INDEX "task_extensions_task_id" ON "task_extensions" ("task_id");

CREATE TABLE "task_progress" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "task_id" INTEGER NOT NULL,
    "on" DATE NOT NULL,
    "percent" INTEGER,
    "text" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("task_id") REFERENCES "tasks" ("id")
);

CREATE INDEX "task_progress_task_id" ON "task_progress" ("task_id");

CREATE TABLE "meetings" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entered_at" TEXT NOT NULL,
    "deleted_on" DATE,
    "deleted_at" TEXT,
    "title" TEXT NOT NULL,
    "meeting_kind" TEXT NOT NULL,
    "planned_on" DATE,
    "held_on" DATE,
    "starts" TEXT NOT NULL,
    "ends" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "chair" TEXT NOT NULL,
    "minute_taker" TEXT NOT NULL,
    "guests" TEXT NOT NULL,
    "opening" TEXT NOT NULL,
    "agenda" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "approved_on" DATE,
    "minutes_sha256" TEXT,
    "minutes_entry" TEXT,
    FOREIGN KEY ("minutes_sha256") REFERENCES "files" ("sha256")
);

CREATE INDEX "meetings_held_on" ON "meetings" ("held_on");

CREATE INDEX "meetings_minutes_sha256" ON "meetings" ("minutes_sha256");

CREATE TABLE "meeting_attendance" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "meeting_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meetings" ("id"),
    FOREIGN KEY ("member_id") REFERENCES "members" ("id")
);

CREATE INDEX "meeting_attendance_meeting_id" ON "meeting_attendance" ("meeting_id");

CREATE INDEX "meeting_attendance_member_id" ON "meeting_attendance" ("member_id");

CREATE UNIQUE INDEX "meeting_attendance_meeting_id_member_id" ON "meeting_attendance" ("meeting_id", "member_id");

CREATE TABLE "meeting_contributions" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "meeting_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meetings" ("id"),
    FOREIGN KEY ("member_id") REFERENCES "members" ("id")
);

CREATE INDEX "meeting_contributions_meeting_id" ON "meeting_contributions" ("meeting_id");

CREATE INDEX "meeting_contributions_member_id" ON "meeting_contributions" ("member_id");

CREATE TABLE "meeting_votes" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "meeting_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "base" INTEGER NOT NULL,
    "in_favour" INTEGER NOT NULL,
    "against" INTEGER NOT NULL,
    "other" INTEGER NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meetings" ("id")
);

CREATE INDEX "meeting_votes_meeting_id" ON "meeting_votes" ("meeting_id");

CREATE TABLE "meeting_conclusions" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "meeting_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "no_task" TEXT,
    FOREIGN KEY ("meeting_id") REFERENCES "meetings" ("id")
);

CREATE INDEX "meeting_conclusions_meeting_id" ON "meeting_conclusions" ("meeting_id");

CREATE TABLE "meeting_conclusion_tasks" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "conclusion_id" INTEGER NOT NULL,
    "task_id" INTEGER NOT NULL,
    FOREIGN KEY ("conclusion_id") REFERENCES "meeting_conclusions" ("id"),
    FOREIGN KEY ("task_id") REFERENCES "tasks" ("id")
);

CREATE INDEX "meeting_conclusion_tasks_conclusion_id" ON "meeting_conclusion_tasks" ("conclusion_id");

CREATE INDEX "meeting_conclusion_tasks_task_id" ON "meeting_conclusion_tasks" ("task_id");

CREATE TABLE "meeting_documents" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "meeting_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meetings" ("id"),
    FOREIGN KEY ("document_id") REFERENCES "documents" ("id")
);

CREATE INDEX "meeting_documents_meeting_id" ON "meeting_documents" ("meeting_id");

CREATE INDEX "meeting_documents_document_id" ON "meeting_documents" ("document_id");

CREATE TABLE "meeting_corrections" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "meeting_id" INTEGER NOT NULL,
    "on" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meetings" ("id")
);

CREATE INDEX "meeting_corrections_meeting_id" ON "meeting_corrections" ("meeting_id");

CREATE TABLE "reports" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entered_at" TEXT NOT NULL,
    "deleted_on" DATE,
    "deleted_at" TEXT,
    "period" TEXT NOT NULL,
    "period_kind" TEXT NOT NULL,
    "first" DATE NOT NULL,
    "last" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "closed_on" DATE,
    "number" INTEGER,
    "dated" DATE,
    "cutoff" DATE,
    "reported" TEXT,
    "submitted_on" DATE,
    "submitted_how" TEXT NOT NULL
);

CREATE UNIQUE INDEX "reports_period" ON "reports" ("period");

CREATE TABLE "report_sentences" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "report_id" INTEGER NOT NULL,
    "section" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("report_id") REFERENCES "reports" ("id")
);

CREATE INDEX "report_sentences_report_id" ON "report_sentences" ("report_id");

CREATE UNIQUE INDEX "report_sentences_report_id_section" ON "report_sentences" ("report_id", "section");

CREATE TABLE "bundles" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "report_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "pending" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "aside" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "opening" DATE NOT NULL,
    "cutoff" DATE NOT NULL,
    "figures" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    FOREIGN KEY ("report_id") REFERENCES "reports" ("id")
);

CREATE INDEX "bundles_report_id" ON "bundles" ("report_id");

CREATE TABLE "imports" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "file" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "made" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "undone_at" TEXT
);

CREATE TABLE "learned_words" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "use" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "meaning" TEXT NOT NULL
);

CREATE UNIQUE INDEX "learned_words_use_folded" ON "learned_words" ("use", "folded");

CREATE VIRTUAL TABLE search_words USING fts5(folded, exact, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3');
