"""The kinds of harm a charter may govern: the categories and keywords that statements of reasons use in the EU.

Source: Implementing Regulation (EU) 2024/2835, Annex I, and the constants of the DSA Transparency Database in force
since 2025-07-01. Our name of a harm is "category.keyword": the code without its prefix, in lower case. The descriptions
are ours. No harm can be added here by an operator: what is not in this table, Fairwater does not act upon.

The database also accepts KEYWORD_STALKING, which Annex I places in no category: use `cyber_violence.cyber_stalking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CIVIC = "negative_effects_on_civic_discourse_or_elections"
"""The category of civic discourse and elections: it may be labelled or shown to people, and nothing else."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A kind of harm within a category. `code`: the DSA keyword. `speech`: the harm lies in what is said."""

    name: str
    code: str
    doc: str
    speech: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """A category of harm. `code`: the DSA category. Without keywords it cannot be the harm of a policy."""

    name: str
    code: str
    doc: str
    keywords: tuple[Keyword, ...]


def _category(name: str, doc: str, *keywords: tuple[str, str], speech: str = "") -> Category:
    """A category with its keywords and `other`; `speech`: which of them lie in what is said, or "all"."""
    said = speech.split()
    rows = [
        Keyword(key, f"KEYWORD_{key.upper()}", text, speech == "all" or key in said)
        for key, text in (*keywords, ("other", f"{doc}: anything that no other keyword names"))
    ]
    return Category(name, f"STATEMENT_CATEGORY_{name.upper()}", doc, tuple(rows))


def _unspecified(name: str, doc: str) -> Category:
    """A category that only records a lack: it has no keywords."""
    return Category(name, f"STATEMENT_CATEGORY_{name.upper()}", doc, ())


CATEGORIES: tuple[Category, ...] = (
    _category(
        "animal_welfare",
        "Animal welfare",
        ("animal_harm", "Harm done to animals"),
        ("unlawful_sale_animals", "Animals sold against the law"),
    ),
    _category(
        "consumer_information",
        "Consumer information",
        ("hidden_advertisement", "Advertising that does not say it is advertising"),
        ("insufficient_information_on_traders", "Traders who do not say who they are"),
        ("misleading_info_goods_services", "Misleading claims about goods or services"),
        ("misleading_info_consumer_rights", "Misleading claims about the rights of consumers"),
        ("noncompliance_pricing", "Prices shown against the rules on pricing"),
    ),
    _category(
        "cyber_violence",
        "Violence by digital means",
        ("cyber_bullying_intimidation", "Bullying and intimidation"),
        ("cyber_harassment", "Harassment of a person"),
        ("cyber_incitement", "Incitement to hatred or violence against a person"),
        ("cyber_stalking", "Stalking"),
        ("non_consensual_image_sharing", "Intimate material of an adult shared without consent"),
        ("non_consensual_material_deepfake", "Deepfakes of an adult shared without consent"),
        speech="cyber_incitement",
    ),
    _category(
        "cyber_violence_against_women",
        "Violence against women by digital means",
        ("bullying_against_girls", "Bullying and intimidation of girls"),
        ("cyber_harassment_against_women", "Harassment of women"),
        ("cyber_stalking_against_women", "Stalking of women"),
        ("female_gendered_disinformation", "Disinformation aimed at women as women"),
        ("incitement_against_women", "Illegal incitement to violence or hatred against women"),
        ("non_consensual_image_sharing_against_women", "Intimate material of a woman shared without consent"),
        ("non_consensual_material_deepfake_against_women", "Deepfakes of a woman shared without consent"),
        speech="female_gendered_disinformation incitement_against_women",
    ),
    _category(
        "data_protection_and_privacy_violations",
        "Data protection and privacy",
        ("biometric_data_breach", "Biometric data exposed"),
        ("data_falsification", "Personal data falsified"),
        ("missing_processing_ground", "Personal data used without a legal ground"),
        ("right_to_be_forgotten", "Data that a person may have erased"),
    ),
    _category(
        "illegal_or_harmful_speech",
        "Illegal or harmful speech",
        ("defamation", "Defamation"),
        ("discrimination", "Discrimination"),
        ("hate_speech", "Illegal incitement to violence or hatred over protected characteristics"),
        speech="all",
    ),
    _category(
        "intellectual_property_infringements",
        "Intellectual property",
        ("copyright_infringement", "Copyright"),
        ("design_infringement", "Registered designs"),
        ("geographic_indications_infringement", "Protected names of origin"),
        ("patent_infringement", "Patents"),
        ("trade_secret_infringement", "Trade secrets"),
        ("trademark_infringement", "Trade marks"),
    ),
    _category(
        CIVIC,
        "Civic discourse and elections",
        ("misinformation_disinformation", "Misinformation, disinformation, foreign interference"),
        ("violation_eu_law", "EU law on civic discourse or elections"),
        ("violation_national_law", "National law on civic discourse or elections"),
        speech="all",
    ),
    _category(
        "protection_of_minors",
        "Protection of minors",
        ("age_specific_restrictions_minors", "What minors of that age may not see or use"),
        ("child_sexual_abuse_material", "Child sexual abuse material"),
        ("child_sexual_abuse_material_deepfake", "Child sexual abuse material made or altered by machine"),
        ("grooming_sexual_enticement_minors", "Grooming of minors"),
        ("unsafe_challenges", "Challenges that endanger minors"),
    ),
    _category(
        "risk_for_public_security",
        "Public security",
        ("illegal_organizations", "Illegal organisations"),
        ("risk_environmental_damage", "Danger to the environment"),
        ("risk_public_health", "Danger to public health"),
        ("terrorist_content", "Terrorist content"),
    ),
    _category(
        "scams_and_fraud",
        "Scams and fraud",
        ("impersonation_account_hijacking", "Impersonation, or the account of another taken over"),
        ("inauthentic_accounts", "Accounts that are not what they claim to be"),
        ("inauthentic_listings", "Offers that do not exist"),
        ("inauthentic_user_reviews", "Reviews that nobody honestly wrote"),
        ("phishing", "Phishing for credentials, money or personal data"),
        ("pyramid_schemes", "Pyramid schemes"),
    ),
    _category(
        "self_harm",
        "Self-harm",
        ("content_promoting_eating_disorders", "Promotion of eating disorders"),
        ("self_mutilation", "Self-mutilation"),
        ("suicide", "Suicide"),
    ),
    _category(
        "unsafe_and_prohibited_products",
        "Unsafe or prohibited products",
        ("prohibited_products", "Products that are forbidden or restricted"),
        ("unsafe_products", "Products that are unsafe or do not comply"),
    ),
    _category(
        "violence",
        "Violence",
        ("coordinated_harm", "Harm that several people agreed to do"),
        ("incitement_violence_hatred", "General calls to violence or hatred"),
        ("human_exploitation", "Exploitation of people"),
        ("human_trafficking", "Trafficking in people"),
        ("trafficking_women_girls", "Trafficking in women and girls"),
        speech="incitement_violence_hatred",
    ),
    _category(
        "other_violation_tc",
        "Other breaches of the terms of the service",
        ("adult_sexual_material", "Sexual material for adults"),
        ("age_specific_restrictions", "Age limits of the service"),
        ("geographical_requirements", "Limits on places"),
        ("goods_services_not_permitted", "Goods or services that the service does not allow"),
        ("language_requirements", "Languages that the service asks for"),
        ("nudity", "Nudity"),
    ),
    _unspecified("not_specified_order", "An authority's order that does not say which kind of illegal content it is"),
    _unspecified("not_specified_notice", "A notice that does not say which kind of illegal content it is"),
)

BY_NAME: Mapping[str, tuple[Category, Keyword]] = MappingProxyType(
    {f"{category.name}.{keyword.name}": (category, keyword) for category in CATEGORIES for keyword in category.keywords}
)
"""Category and keyword of every harm, by its name "category.keyword"."""
