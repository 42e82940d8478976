"""The a-kasse in a conversation, as the citizen, the counsellor and the a-kasse meet it."""

from tests.browser.shown import Shown

PLAN = "formaal=plan_and_next_step&kanal=phone"

FUND_PAGES = [
    Shown("citizen-fund", "insured", f"/mit-forloeb/a-kasse/?{PLAN}", "Skal din a-kasse være med?"),
    Shown(
        "citizen-fund-error",
        "insured",
        "/mit-forloeb/a-kasse/",
        "Vælg et af svarene",
        ("click main form button[type=submit]",),
    ),
    Shown("citizen-fund-alone", "insured_alone", "/mit-forloeb/a-kasse/", "kommunen alene"),
    Shown("citizen-fund-unnamed", "insured_unnamed", "/mit-forloeb/a-kasse/", "hvem der kommer"),
    Shown("citizen-fund-joins", "joint", "/mit-forloeb/a-kasse/", "Anna Fond kommer"),
    Shown(
        "citizen-joint-no-times",
        "insured_unnamed",
        f"/mit-forloeb/book/tid/?{PLAN}",
        "hvem der kommer fra din a-kasse",
    ),
    Shown("citizen-joint-home", "joint", "/mit-forloeb/", "Anna Fond fra din a-kasse er med"),
    Shown("citizen-joint", "joint", "/mit-forloeb/samtaler/{joint}/", "Anna Fond"),
    Shown(
        "citizen-joint-move",
        "joint",
        "/mit-forloeb/samtaler/{joint}/flyt/?kanal=phone",
        "Anna Fond fra din a-kasse er med",
    ),
    Shown(
        "citizen-joint-check",
        "joint",
        "/mit-forloeb/samtaler/{joint}/flyt/tjek/?kanal=phone&tid={joint_time}",
        "Karen Østergård og Anna Fond",
    ),
    Shown("counsellor-inviting", "karen", "/borgere/{shared}/samarbejdspart/", "Anna Fond"),
    Shown(
        "counsellor-inviting-fund", "jens", "/borgere/{insured}/samarbejdspart/", "har ikke svaret"
    ),
    Shown("counsellor-video", "karen", "/samtaler/{joint}/video/", "Link til videosamtalen"),
    Shown("counsellor-video-none", "karen", "/samtaler/{ahead}/video/", "Ingen er med på video"),
    Shown(
        "counsellor-video-error",
        "karen",
        "/samtaler/{joint}/video/",
        "ligner ikke et link",
        ("fill input[name=link] http://x", "click main form button[type=submit]"),
    ),
    Shown("demo-video", None, f"/demo/video/{'0' * 32}/", "Her ville I tale sammen"),
    Shown("partner-times", "fund", "/mine-tider/", "Tider"),
    Shown("partner-joint", "fund", "/partner/", "sammen med Karen Østergård"),
]
