"""Every command of the shell: where it lives and what it does, without importing any of it."""

from __future__ import annotations

from typing import NamedTuple

from crmtui.locale import mark


class Entry(NamedTuple):
    """A command: its name, the function behind it as "module:function", and a line of help."""

    name: str
    target: str
    help: str
    panel: str = ""
    takes_query: bool = False
    """Its words may be a filter, with a minus before a term."""
    default: str = ""
    """Of a group: the command that the words mean if they name none."""


DAILY = mark("Every day")
RECORDS = mark("Records")
SERVE = mark("Service")
SELLING = mark("Selling")
LEARN = mark("Segments")
FILES = mark("In and out")
SAFETY = mark("Safety")
REST = mark("The rest")

ROOT = (
    Entry("today", "today:today", mark("Whom to turn to today, and why"), DAILY),
    Entry("find", "contacts.contacts:find", mark("Find people by any fragment"), DAILY),
    Entry("who", "contacts.contacts:who", mark("Show somebody's card"), DAILY),
    Entry("add", "contacts.editing:add", mark("Add a contact"), DAILY),
    Entry("log", "interactions:log", mark("Log a call, visit or message"), DAILY),
    Entry("sale", "sales.purchases:sale", mark("Record a sale"), DAILY),
    Entry("pay", "sales.payments:pay", mark("Record what a customer paid"), DAILY),
    Entry("owes", "sales.owes:owes", mark("Show who owes, or what somebody owes"), DAILY),
    Entry("statement", "sales.statements:statement", mark("Write somebody's account"), DAILY),
    Entry("promise", "tasks.tasks:promise", mark("Note what we promised, or they did"), DAILY),
    Entry(
        "keep", "contacts.keep:keep", mark("Keep in touch every so many days; who is due"), DAILY
    ),
    Entry("timeline", "timeline:timeline", mark("Show all that happened with somebody"), DAILY),
    Entry("need", "tasks.needs:need", mark("Note down what somebody wishes for"), DAILY),
    Entry("contact", "", mark("List, show, edit, delete, restore contacts"), RECORDS),
    Entry("duplicates", "", mark("Find contacts that may be one"), RECORDS, default="list"),
    Entry("interaction", "", mark("List, show, edit, delete interactions"), RECORDS),
    Entry("purchase", "", mark("List, show, edit, delete, refund purchases"), RECORDS),
    Entry("payment", "", mark("List, show, edit, delete payments"), RECORDS),
    Entry("task", "", mark("Add, list, put off, finish tasks and promises"), RECORDS),
    Entry("list", "contacts.named_lists:table_", mark("Filters that have a name"), RECORDS),
    Entry("tag", "", mark("List, rename, delete tags"), RECORDS),
    Entry(
        "needs", "", mark("List who wants what; edit, meet, delete needs"), RECORDS, default="list"
    ),
    Entry("ticket", "", mark("Requests and complaints: open, answer, close, rate"), SERVE),
    Entry("canned", "", mark("Answers that are written once and used often"), SERVE),
    Entry("board", "pipeline.board:board", mark("Show the board of open deals"), SELLING),
    Entry("deal", "", mark("Add, list, move, win, lose deals"), SELLING),
    Entry("stage", "", mark("List, add, edit, remove stages"), SELLING),
    Entry("pipeline", "", mark("List, add, rename, remove pipelines"), SELLING),
    Entry("segments", "segments.segments:table", mark("Who buys recently, often and much"), LEARN),
    Entry("report", "", mark("Look back: customers, sales, pipeline, service"), LEARN),
    Entry("value", "segments.value:value", mark("What customers will likely buy and bring"), LEARN),
    Entry("import", "", mark("Bring in contacts, purchases, interactions"), FILES),
    Entry("export", "", mark("Write contacts, purchases, interactions, tasks"), FILES),
    Entry("undo", "steps:undo", mark("Take back the last step, or any other"), SAFETY),
    Entry("redo", "steps:redo", mark("Bring back what undo took"), SAFETY),
    Entry("history", "steps:history", mark("List the steps that can be undone"), SAFETY),
    Entry("config", "", mark("Show and change settings"), REST),
    Entry("locate", "places:locate", mark("Show where the files lie"), REST),
    Entry("demo", "demo:demo", mark("Open a sample shop in a store of its own"), REST),
)

GROUPS: dict[str, tuple[Entry, ...]] = {
    "contact": (
        Entry("list", "contacts.contacts:list_", mark("List contacts"), takes_query=True),
        Entry("show", "contacts.contacts:who", mark("Show a contact's card")),
        Entry("add", "contacts.editing:add", mark("Add a contact")),
        Entry("edit", "contacts.editing:edit", mark("Change a contact")),
        Entry("note", "contacts.editing:note", mark("Note something, or edit the note")),
        Entry("link", "contacts.links:link", mark("Say what one contact is to another")),
        Entry("unlink", "contacts.links:unlink", mark("Take such a relation back")),
        Entry("delete", "contacts.contacts:delete", mark("Move a contact to the trash")),
        Entry("trash", "contacts.trash:trash", mark("List who is in the trash")),
        Entry("restore", "contacts.trash:restore", mark("Bring a contact back from the trash")),
        Entry("tag", "contacts.tags:tag", mark("Put tags on a contact, or take them off")),
        Entry(
            "each",
            "contacts.each:each",
            mark("Do the same to everybody who fits"),
            takes_query=True,
        ),
        Entry("merge", "contacts.merging:merge", mark("Make one contact of two")),
        Entry("export", "contacts.person:export", mark("Write everything stored about somebody")),
        Entry("erase", "contacts.erasing:erase", mark("Remove somebody for good")),
    ),
    "duplicates": (
        Entry(
            "list",
            "contacts.duplicates:list_",
            mark("List pairs that may be one, the surest first"),
        ),
        Entry("ignore", "contacts.duplicates:ignore", mark("Say that two are different people")),
    ),
    "interaction": (
        Entry("list", "interactions:list_", mark("List interactions")),
        Entry("show", "interactions:show", mark("Show an interaction")),
        Entry("edit", "interactions:edit", mark("Change an interaction")),
        Entry("delete", "interactions:delete", mark("Delete an interaction")),
    ),
    "purchase": (
        Entry("list", "sales.purchases:list_", mark("List purchases")),
        Entry("show", "sales.purchases:show", mark("Show a purchase with its items")),
        Entry("edit", "sales.purchases:edit", mark("Change a purchase")),
        Entry("delete", "sales.purchases:delete", mark("Delete a purchase")),
        Entry(
            "refund", "sales.purchases:refund", mark("Give a purchase back, in whole or in part")
        ),
    ),
    "payment": (
        Entry("list", "sales.payments:list_", mark("List payments")),
        Entry("show", "sales.payments:show", mark("Show a payment")),
        Entry("edit", "sales.payments:edit", mark("Change a payment")),
        Entry("delete", "sales.payments:delete", mark("Delete a payment")),
    ),
    "task": (
        Entry("add", "tasks.tasks:add", mark("Plan something to do")),
        Entry("list", "tasks.lists:list_", mark("List what is to be done")),
        Entry("show", "tasks.lists:show", mark("Show a task")),
        Entry("edit", "tasks.tasks:edit", mark("Change a task")),
        Entry("snooze", "tasks.tasks:snooze", mark("Put a task off")),
        Entry("done", "tasks.tasks:done", mark("Tick a task off")),
        Entry("drop", "tasks.tasks:drop", mark("Give a task up")),
        Entry("reopen", "tasks.tasks:reopen", mark("Open a task again")),
        Entry("promises", "tasks.lists:promises", mark("Count the promises that were kept")),
        Entry("delete", "tasks.tasks:delete", mark("Delete a task")),
    ),
    "today": (
        Entry("log", "today:log", mark("Log what came of turning to somebody, and what is next")),
    ),
    "list": (
        Entry("save", "contacts.named_lists:save", mark("Give a filter a name"), takes_query=True),
        Entry("show", "contacts.named_lists:show", mark("List the customers of a named list")),
        Entry("rename", "contacts.named_lists:rename", mark("Give a list another name")),
        Entry("delete", "contacts.named_lists:delete", mark("Delete a list; its customers stay")),
    ),
    "tag": (
        Entry("list", "contacts.tags:list_", mark("List the tags, with how many have each")),
        Entry(
            "rename",
            "contacts.tags:rename",
            mark("Give a tag another name, or put it under another"),
        ),
        Entry("delete", "contacts.tags:delete", mark("Take a tag off everybody")),
    ),
    "deal": (
        Entry("add", "pipeline.deals:add", mark("Add a sale that may come about")),
        Entry("list", "pipeline.lists:list_", mark("List deals, open or ended")),
        Entry("show", "pipeline.lists:show", mark("Show a deal, its checklist and history")),
        Entry("edit", "pipeline.deals:edit", mark("Change a deal")),
        Entry("next", "pipeline.deals:next_", mark("Plan what is to be done next")),
        Entry("check", "pipeline.deals:check", mark("Tick a point of the checklist off")),
        Entry("move", "pipeline.deals:move", mark("Move a deal to another stage or place")),
        Entry("won", "pipeline.ends:won", mark("Win a deal")),
        Entry("lost", "pipeline.ends:lost", mark("Lose a deal, for a reason")),
        Entry("reopen", "pipeline.ends:reopen", mark("Open a deal again")),
        Entry("missed", "pipeline.ends:missed", mark("Note a sale lost at the counter")),
        Entry("reasons", "pipeline.ends:reasons", mark("List why sales were lost")),
        Entry("delete", "pipeline.deals:delete", mark("Delete a deal")),
    ),
    "stage": (
        Entry("list", "pipeline.stages:list_", mark("List the stages")),
        Entry("add", "pipeline.stages:add", mark("Add a stage")),
        Entry("edit", "pipeline.stages:edit", mark("Change a stage, its place or playbook")),
        Entry("remove", "pipeline.stages:remove", mark("Remove a stage")),
    ),
    "pipeline": (
        Entry("list", "pipeline.pipelines:list_", mark("List the pipelines")),
        Entry("add", "pipeline.pipelines:add", mark("Add a pipeline")),
        Entry("rename", "pipeline.pipelines:rename", mark("Give a pipeline another name")),
        Entry("move", "pipeline.pipelines:move", mark("Put a pipeline elsewhere")),
        Entry("remove", "pipeline.pipelines:remove", mark("Remove a pipeline")),
    ),
    "needs": (
        Entry("list", "tasks.needs:list_", mark("List who wants what")),
        Entry("add", "tasks.needs:need", mark("Note down what somebody wishes for")),
        Entry("show", "tasks.needs:show", mark("Show a need")),
        Entry("edit", "tasks.needs:edit", mark("Say a need in other words")),
        Entry("met", "tasks.needs:met", mark("Say that a need was met")),
        Entry("delete", "tasks.needs:delete", mark("Delete a need")),
    ),
    "ticket": (
        Entry("open", "tickets.tickets:open_", mark("Open a ticket")),
        Entry("list", "tickets.lists:list_", mark("List the tickets, the most pressing first")),
        Entry("show", "tickets.lists:show", mark("Show a ticket and all that was said on it")),
        Entry("reply", "tickets.messages:reply", mark("Answer a ticket")),
        Entry("note", "tickets.messages:note", mark("Add a note that no customer sees")),
        Entry("edit", "tickets.tickets:edit", mark("Change a ticket")),
        Entry("assign", "tickets.tickets:assign", mark("Give a ticket to somebody of the shop")),
        Entry("status", "tickets.tickets:status", mark("Give a ticket another status")),
        Entry(
            "close", "tickets.tickets:close", mark("Close a ticket, with what they thought of it")
        ),
        Entry("reopen", "tickets.tickets:reopen", mark("Open a ticket again")),
        Entry("rate", "tickets.tickets:rate", mark("Note down what a customer thought of it")),
        Entry("merge", "tickets.joins:merge", mark("Make one ticket of two")),
        Entry("split", "tickets.joins:split", mark("Make a ticket of some of its messages")),
        Entry("link", "tickets.joins:link", mark("Tie two tickets together")),
        Entry("visit", "", mark("Agree on a visit or a call back"), default="add"),
        Entry("delete", "tickets.tickets:delete", mark("Delete a ticket")),
    ),
    "ticket visit": (
        Entry("add", "tickets.visits:add", mark("Agree on a visit or a call back")),
        Entry("list", "tickets.visits:list_", mark("List what was agreed on")),
        Entry("edit", "tickets.visits:edit", mark("Change an appointment")),
        Entry("done", "tickets.visits:done", mark("Say that an appointment was kept")),
        Entry("off", "tickets.visits:off", mark("Call an appointment off")),
    ),
    "canned": (
        Entry(
            "list", "tickets.canned:list_", mark("List the canned replies, and how well they serve")
        ),
        Entry("show", "tickets.canned:show", mark("Show a canned reply")),
        Entry("add", "tickets.canned:add", mark("Keep an answer for the next time")),
        Entry("edit", "tickets.canned:edit", mark("Change a canned reply")),
        Entry("delete", "tickets.canned:delete", mark("Delete a canned reply")),
    ),
    "segments": (
        Entry("show", "segments.segments:show", mark("List the customers of one segment")),
        Entry("why", "segments.why:why", mark("Say why somebody is in their segment")),
        Entry("moves", "segments.moves:moves", mark("Show who changed segment, and what it cost")),
        Entry("test", "segments.moves:test", mark("Show whether the segments came true")),
    ),
    "report": (
        Entry("pipeline", "reports.pipeline:pipeline", mark("What was won, and what is to come")),
        Entry(
            "customers", "reports.reports:customers", mark("Who came, who came back, from where")
        ),
        Entry("sales", "reports.reports:sales", mark("What was sold, by month, weekday and item")),
        Entry("service", "reports.service:service", mark("How tickets were answered and solved")),
        Entry("prices", "", mark("The price index for amounts of different years"), default="list"),
    ),
    "report prices": (
        Entry("list", "reports.prices:list_", mark("Show the price index")),
        Entry("import", "reports.prices:import_", mark("Take months and their index from a file")),
        Entry("clear", "reports.prices:clear", mark("Remove the price index")),
    ),
    "import": (
        Entry("contacts", "files.imports:contacts", mark("Bring in people and companies")),
        Entry("purchases", "files.imports:purchases", mark("Bring in sales")),
        Entry(
            "payments", "files.imports:payments", mark("Bring in what customers paid on account")
        ),
        Entry("deals", "files.imports:deals", mark("Bring in deals or leads, with their stages")),
        Entry(
            "interactions", "files.imports:interactions", mark("Bring in calls, visits and mail")
        ),
        Entry(
            "tickets",
            "files.imports:tickets",
            mark("Bring in tickets, or the log of a service desk"),
        ),
    ),
    "export": (
        Entry(
            "contacts",
            "files.exports:contacts",
            mark("Write all contacts, or those who fit a filter"),
        ),
        Entry("purchases", "files.exports:purchases", mark("Write all purchases")),
        Entry("payments", "files.exports:payments", mark("Write all payments")),
        Entry("deals", "files.exports:deals", mark("Write all deals, open or ended")),
        Entry("interactions", "files.exports:interactions", mark("Write all interactions")),
        Entry("needs", "files.exports:needs", mark("Write all needs, met or not")),
        Entry(
            "tickets", "files.exports:tickets", mark("Write all tickets with what was said on them")
        ),
        Entry("visits", "files.exports:visits", mark("Write appointments for a phone's calendar")),
        Entry("tasks", "files.exports:tasks", mark("Write all tasks, also for a phone's calendar")),
    ),
    "config": (
        Entry("list", "config:list_", mark("Show every setting")),
        Entry("path", "config:path", mark("Show where your own settings lie")),
        Entry("get", "config:get", mark("Show one setting")),
        Entry("set", "config:set_", mark("Change a setting")),
        Entry("edit", "config:edit", mark("Open your own settings in $EDITOR")),
        Entry("terminal", "terminal:terminal", mark("See how Persian reads best on this terminal")),
        Entry("field", "", mark("List, add, edit, remove the shop's own fields")),
    ),
    "config field": (
        Entry("list", "contacts.custom:list_", mark("List the shop's own fields")),
        Entry("add", "contacts.custom:add", mark("Add a field to every contact")),
        Entry("edit", "contacts.custom:edit", mark("Change a field's name, kind or choices")),
        Entry("remove", "contacts.custom:remove", mark("Remove a field")),
    ),
}
