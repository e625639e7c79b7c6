"""Consents: all of a case; one taken back, and a head's word where there was pressure."""

from dataclasses import replace
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from referral.cases.models import CaseFile
from referral.errors import Missing
from referral.i18n import _l
from referral.policy import Compartment, Permission, compartments, find
from referral.referrals import actions, queries
from referral.referrals.forms import WithdrawalForm, WithdrawForm
from referral.referrals.models import LIVE, TEXTS, Referral
from referral.referrals.views.bp import bp
from referral.referrals.views.steps import Said, follow_page
from referral.web import current_actor, requires


@bp.get("/cases/<uuid:id>/consents")
@requires(Permission.CASE_WORK)
def consents(id: UUID) -> str:
    """Who agreed to what, with which agency, until when; for those who see the case's referrals."""
    case = find(CaseFile, id, current_actor)
    if not compartments(case.id, current_actor) & Compartment.REFERRALS:
        raise Missing
    given = queries.consents(case.id)
    return render_template("referrals/consents.html", case=case, given=given, texts=TEXTS)


@bp.route("/referrals/<uuid:id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def withdraw_consent(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Persetujuan dicabut"),
        _l("Catat pencabutan"),
        _l("Dicatat."),
        _l("Meja tujuan langsung tidak dapat membukanya. Yang sudah dibaca tidak dapat ditarik."),
    )
    referral = find(Referral, id, current_actor)
    if referral.status in LIVE and not referral.recallable:
        lead = _l(
            "Laporan ke polisi tidak dapat ditarik: itu kewajiban hukum. Kata mereka tetap dicatat,"
            " polisi diberi tahu, dan anak dihubungi hanya lewat manajer kasus."
        )
        said = replace(said, lead=lead)
    return follow_page(id, None, WithdrawForm, actions.withdraw_consent, said)


@bp.route("/referrals/<uuid:id>/withdrawal/decision", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def decide_withdrawal(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Putuskan pencabutan"),
        _l("Simpan"),
        _l("Diputuskan. Pengirim diberi tahu."),
        _l("Pencabutan ini datang dari orang yang ditakuti anak, atau di bawah tekanan."),
    )
    return follow_page(id, None, WithdrawalForm, actions.decide_withdrawal, said)
