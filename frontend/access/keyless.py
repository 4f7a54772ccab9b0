"""A port whose protocol has no keys: an operator has to say whose rights it has."""

from backend_queues.errors import InvalidConfiguration, RedisUnavailable
from frontend.access.key import KeyRecord, utc_now
from frontend.access.places import is_loopback, key_store
from frontend.access.redis_keys import RedisKeys
from frontend.settings import Settings
from tasks.process.logs import get_logger

log = get_logger(__name__)

OPTION = "--wyoming-key ID (VOICE_SERVER_WYOMING_KEY)"


def check_wyoming(settings: Settings, address: str) -> None:
    """Refuse to open a port that lets in more than the operator has said. Blocks.

    Args:
        settings: with the place of the API keys, "" if none are asked for.
        address: what the port listens on.

    Raises:
        InvalidConfiguration: keys are asked for and none is named, or there is no such key; or the
            port can be reached from elsewhere, and nobody has said that everybody may use it.
    """
    if settings.keys:
        _check_key(settings.keys, settings.wyoming_key)
    elif settings.wyoming_key:
        raise InvalidConfiguration(
            "No API keys are asked for here, so the Wyoming port cannot have the rights of one: "
            f"leave {OPTION} out, or say where the keys are by VOICE_SERVER_KEYS."
        )
    elif not (settings.open or is_loopback(address)):
        raise InvalidConfiguration(
            f"Everybody who reaches {address} could have texts spoken, as Wyoming has no keys. Let "
            "everybody in, with --open (VOICE_SERVER_OPEN=true); or say where API keys are, by "
            f"VOICE_SERVER_KEYS, and whose rights the Wyoming port has, by {OPTION}."
        )


def _check_key(place: str, id: str) -> None:
    if not id:
        raise InvalidConfiguration(
            "API keys are asked for, and Wyoming has none: say whose rights its port has, by "
            f"{OPTION}. `voice-server keys list` shows the ids; make one for it with: "
            "voice-server keys add home-assistant --scopes speak"
        )
    store = key_store(place)
    try:
        records = store.read() if isinstance(store, RedisKeys) or store.path.exists() else {}
    except RedisUnavailable as error:  # it may start later than this
        log.warning("The API key of Wyoming is looked up once Redis answers.", reason=error.message)
        return
    _check_record(records.get(id), f"in {store}")


def _check_record(record: KeyRecord | None, where: str) -> None:
    if record is None or record.expired(utc_now()):
        raise InvalidConfiguration(
            f"There is no such API key {where}, or it has expired: name another by {OPTION}. It "
            "takes the id of a key, which `voice-server keys list` shows, and not the key."
        )
    if "speak" not in record.scopes:
        raise InvalidConfiguration(
            f"The key {record.name} lacks the scope speak, so nobody could use the Wyoming port."
        )
