"""Forms of a referral: the hand-over, the desk's answers, the sender's steps."""

from referral.referrals.forms.answers import (
    AcceptForm,
    AskForm,
    ClaimForm,
    CompleteForm,
    DeclineForm,
    ProgressForm,
    StartForm,
)
from referral.referrals.forms.companion import CompanionForm
from referral.referrals.forms.conflict import (
    BECAUSE,
    CONFLICTS,
    AskLiftForm,
    ExcludeForm,
    LiftForm,
)
from referral.referrals.forms.consent import RenewForm, WithdrawalForm, WithdrawForm
from referral.referrals.forms.desk import DeskForm
from referral.referrals.forms.longer import (
    OURS,
    FailForm,
    ForwardForm,
    HoldForm,
    KeepForm,
    NoteForm,
    RerouteForm,
    WaitlistForm,
)
from referral.referrals.forms.results import telling
from referral.referrals.forms.sender import (
    ConfirmForm,
    HurryForm,
    PlanForm,
    RecallForm,
    ReplyForm,
    SignOffForm,
)
from referral.referrals.forms.sending import SendForm

__all__ = [
    "BECAUSE",
    "CONFLICTS",
    "OURS",
    "AcceptForm",
    "AskForm",
    "AskLiftForm",
    "ClaimForm",
    "CompanionForm",
    "CompleteForm",
    "ConfirmForm",
    "DeclineForm",
    "DeskForm",
    "ExcludeForm",
    "FailForm",
    "ForwardForm",
    "HoldForm",
    "HurryForm",
    "KeepForm",
    "LiftForm",
    "NoteForm",
    "PlanForm",
    "ProgressForm",
    "RecallForm",
    "RenewForm",
    "ReplyForm",
    "RerouteForm",
    "SendForm",
    "SignOffForm",
    "StartForm",
    "WaitlistForm",
    "WithdrawForm",
    "WithdrawalForm",
    "telling",
]
