"""Books that are protected against copying, whose texts nobody can read here."""

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.xhtml.xml import parsed_xml
from frontend.jobs.readers.zipped.archive import Archive, Unreadable

_ENCRYPTION = "META-INF/encryption.xml"
_FONT_ALGORITHMS = frozenset(
    ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
)


def refuse_protected(archive: Archive) -> None:
    """Raise InvalidRequest if more than fonts is encrypted in it."""
    if not archive.find(_ENCRYPTION):
        return
    try:
        root = parsed_xml(archive.read(_ENCRYPTION))
    except Unreadable:
        return
    if root is None:
        return
    methods = root.iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
    if any(method.get("Algorithm") not in _FONT_ALGORITHMS for method in methods):
        raise InvalidRequest(
            "It is protected against copying (DRM), so its text cannot be read: give a file "
            "without such protection."
        )
