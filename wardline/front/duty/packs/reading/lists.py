"""The closed lists: words that the program itself consults."""

from collections.abc import Mapping

DOCUMENT_KINDS = ("guide", "guiding", "notice", "plan", "order")
ASPECTS = ("responsibility", "awareness", "entry_exit", "internal_control")
STANDINGS = ("seen", "weak", "invented")
ROLES = ("duty", "head", "officer", "authority", "inspector", "custodian")
MEMBER_KINDS = ("resident", "worker")
OBLIGED = ("officer", "head", "duty")
PROOFS = ("receipt", "meeting", "report", "measure")
INVITED = ("authority", "all")
PURPOSES = ("entitled", "covered")

TOPICS: Mapping[str, Mapping[str, str]] = {
    "closure.visitors": {},
    "closure.outings": {},
    "closure.deliveries": {},
    "closure.vehicles": {},
    "closure.contractors": {},
    "closure.temperature": {"max": "number"},
    "closure.masks": {"change_hours?": "whole"},
    "closure.live_in": {"days?": "whole"},
    "closure.cleared_only": {},
    "closure.register": {},
    "closure.admissions": {},
    "isolation.days": {"days": "whole"},
    "isolation.single_room": {},
    "isolation.rooms": {"rooms": "whole", "over?": "whole", "up_to?": "whole"},
    "isolation.area": {"zones?": "whole"},
    "isolation.contacts": {"days": "whole"},
    "clearance.test": {"count": "whole", "valid_hours?": "whole"},
    "clearance.symptom_free": {"days?": "whole"},
    "clearance.contact_window": {"days": "whole"},
    "report.due": {"at": "time"},
    "report.zero": {},
    "report.on_duty": {"hours": "whole"},
    "temperature.rounds": {"per_day": "whole"},
    "temperature.fever": {"min": "number"},
    "temperature.abnormal": {},
    "alarm.minutes": {"minutes": "whole", "form?": "word"},
    "alarm.transfer": {},
    "disinfection.daily": {"per_day": "whole"},
    "disinfection.whole_house": {"per_month": "whole"},
    "disinfection.goods": {},
    "disinfection.hands": {},
    "disinfection.light": {},
    "disinfection.vehicles": {},
    "canteen.own_food": {},
    "canteen.apart": {"metres?": "number"},
    "canteen.samples": {},
    "canteen.tableware": {},
    "activities.suspended": {},
    "activities.remote_contact": {},
    "stock.days": {"days": "whole"},
    "stock.protection": {},
    "training.staff": {},
    "training.residents": {},
    "responsibility.named": {},
    "responsibility.plan": {},
    "responsibility.self_check": {"every_days": "whole"},
    "responsibility.support": {},
    "responsibility.not_relaxed": {},
    "intake.hospital_first": {},
    "intake.screening": {},
    "intake.certificate": {},
    "intake.questions": {"days": "whole"},
    "intake.stay": {"days": "whole"},
    "testing.all": {},
}
"""Each topic with its parameters; `?` marks one that may be left out."""

EVENT_KINDS: Mapping[str, Mapping[str, str]] = {
    "close": {"document": "word"},
    "arrive": {"origin": "word", "case": "word", "room": "word"},
    "breach": {"what": "word"},
    "check": {"temperature": "number", "symptoms?": "word"},
    "test": {"result": "word", "laboratory": "word"},
    "judge": {},
    "release": {},
    "cross": {
        "who": "word",
        "direction": "word",
        "temperature?": "number",
        "mask?": "flag",
        "reason?": "word",
        "name?": "word",
    },
    "permit": {"who": "word", "reason": "word", "name": "word"},
    "shift": {},
    "found": {"case": "word", "hospital": "word"},
    "step": {"step": "word", "outcome?": "word"},
    "fever": {"temperature": "number"},
    "outing_end": {},
}
"""What can happen in a scenario, with its parameters."""
