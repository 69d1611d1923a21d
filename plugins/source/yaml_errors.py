"""French messages for the mistakes behind errors of the YAML parser."""

import json
import re

import yaml


def no_key(row: str) -> str:
    """The message for a line without a field."""
    if match := re.match(r"(\w+):(\S.*)", row):
        return f"« {row} » : il manque une espace après « : » → écrivez « {match[1]}: {match[2]} »"
    return f"« {row} » : il manque le nom du champ → écrivez « champ: valeur », par exemple « titre: Dinant »"


def reserved_sign(row: str) -> str:
    """The message for a value that begins with a sign that YAML reserves."""
    return f"« {row.strip()} » : le texte commence par un signe réservé → {_put_in_quotes(row)}"


def _put_in_quotes(row: str) -> str:
    row = row.strip()
    text = re.sub(r"^(?:- +)*(?:\w+: *)?", "", row)
    opening = row.removesuffix(text)
    return f"mettez-le entre guillemets droits : {opening}{json.dumps(text.strip(), ensure_ascii=False)}"


def usual_cause(error: yaml.MarkedYAMLError, row: str) -> str:
    """The mistake that most often leads to this YAML error, in French."""
    problem, context, shown = error.problem or "", error.context or "", row.strip()
    if "mapping values are not allowed" in problem:
        if row.count(":") > 1:
            return f"« {shown} » : un deux-points dans le texte → {_put_in_quotes(row)}"
        return f"« {shown} » : un champ est mal aligné → alignez les champs à gauche, sans espace devant"
    if "'\\t'" in problem or "\t" in row:
        return f"« {shown} » : une tabulation → remplacez-la par des espaces"
    if "quoted scalar" in context or "quoted scalar" in problem:
        return f"« {shown} » : des guillemets droits ouverts ne sont pas fermés → fermez-les à la fin du texte"
    if "flow sequence" in context:
        return f"« {shown} » : la liste ouverte par « [ » est mal fermée → écrivez [un, deux]"
    if "flow mapping" in context:
        return f"« {shown} » : l’accolade ouverte par « {{ » est mal fermée → écrivez {{champ: valeur, champ: valeur}}"
    if "could not find expected ':'" in problem:
        return no_key(shown)
    if "cannot start any token" in problem or re.search("alias|anchor|tag", context + problem):
        return reserved_sign(row)
    if "expected <block end>" in problem and re.search(r""":\s*["'].*["'].+""", row):
        return f"« {shown} » : du texte suit les guillemets → mettez tout le texte entre guillemets droits"
    if "expected <block end>" in problem or "expected '<document start>'" in problem:
        return f"« {shown} » : cette ligne est mal alignée → alignez-la sur les lignes du même niveau"
    return f"« {shown} » : cette ligne ne se lit pas comme « champ: valeur » → vérifiez espaces et guillemets"
