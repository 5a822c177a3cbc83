"""The reasons that an office begins with; it changes, adds to and retires them as it likes."""

from django.db import migrations

REASONS = (
    ("request_information", "Letter of assignment is missing or old", "Ordre de mission absent ou ancien",
     "Please attach a letter of assignment on your organisation's letterhead. It is signed by your editor, is not "
     "older than three months, and names you and what you cover.",
     "Veuillez joindre un ordre de mission à en-tête de votre organe de presse. Il est signé par votre rédaction, date "
     "de moins de trois mois, et indique votre nom et ce que vous couvrez."),
    ("request_information", "Document cannot be read", "Document illisible",
     "A document that you attached cannot be read. Please attach it again: the whole page, in focus, without glare.",
     "Un document que vous avez joint est illisible. Veuillez le joindre à nouveau\u00a0: la page entière, nette et sans "
     "reflet."),
    ("request_information", "Name differs from the document", "Nom différent du document",
     "The name on your profile differs from the one on your identity document. Please enter it exactly as the document "
     "has it.",
     "Le nom indiqué dans votre profil diffère de celui de votre pièce d’identité. Veuillez le saisir exactement comme "
     "sur le document."),
    ("request_information", "Press card has expired", "Carte de presse expirée",
     "Your press card has expired. Please enter the new one, with a scan of both sides.",
     "Votre carte de presse a expiré. Veuillez saisir la nouvelle, avec une copie des deux faces."),
    ("request_information", "Identity document expires too early", "Pièce d’identité expirant trop tôt",
     "Your identity document expires before the event ends. Please enter one that is valid until then.",
     "Votre pièce d’identité expire avant la fin de l’événement. Veuillez en indiquer une qui soit valable jusque-là."),
    ("deny", "Not reporting for the media", "Activité étrangère aux médias",
     "We could not establish that you report for a media organisation.",
     "Nous n’avons pas pu établir que vous travaillez pour un organe de presse."),
    ("deny", "Organisation is not a media organisation", "L’organisation n’est pas un organe de presse",
     "The organisation that you named is not a media organisation in the sense of our procedure.",
     "L’organisation que vous avez indiquée n’est pas un organe de presse au sens de notre procédure."),
    ("deny", "No recent publications", "Aucune publication récente",
     "We found no recent work of yours that has been published or broadcast.",
     "Nous n’avons trouvé aucun travail récent de votre part qui ait été publié ou diffusé."),
    ("deny", "Information was not given", "Renseignements non fournis",
     "We asked for information that we need to decide, and it did not reach us in time.",
     "Nous avons demandé des renseignements nécessaires à notre décision\u00a0; ils ne nous sont pas parvenus à temps."),
    ("revoke", "No longer works for the organisation", "Ne travaille plus pour l’organe de presse",
     "The media organisation for which you were accredited told us that you do not work for it any more.",
     "L’organe de presse pour lequel vous étiez accrédité nous a fait savoir que vous n’y travaillez plus."),
    ("revoke", "Pass was misused", "Usage abusif du laissez-passer",
     "Your pass was used in a way that the rules for the media do not allow.",
     "Votre laissez-passer a été utilisé d’une manière que les règles applicables aux médias n’autorisent pas."),
    ("close", "Sent twice", "Envoyé deux fois",
     "You sent this request twice. The other one is being processed; there is nothing for you to do.",
     "Vous avez envoyé cette demande deux fois. L’autre est en cours de traitement\u00a0; vous n’avez rien à faire."),
)  # fmt: skip


def write(apps, schema_editor):
    reason = apps.get_model("review", "Reason")
    found = [
        reason(step=step, name_en=name_en, name_fr=name_fr, text_en=text_en, text_fr=text_fr, position=10 * place)
        for place, (step, name_en, name_fr, text_en, text_fr) in enumerate(REASONS, start=1)
    ]
    reason.objects.bulk_create(found, ignore_conflicts=True)  # what the office has changed stays


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
