"""Keeps the records of DynamoDB's streams over a stop.

MiniStack 1.5.33 writes its readers' positions into the state, but not the records that they count: after
a start the next records, as many as had been read before, would reach no function, and what was not yet read is
lost. The journal would then lose events that AWS never loses.
"""

import copy

from ministack.services import dynamodb

_get_state = dynamodb.get_state
_load_persisted_state = dynamodb.load_persisted_state


def _with_streams():
    return {
        **_get_state(),
        "stream_records": copy.deepcopy(dynamodb._stream_records),
        "stream_trimmed": copy.deepcopy(dynamodb._stream_trimmed),
    }


def _load_with_streams(data):
    _load_persisted_state(data)
    dynamodb._stream_records.update(data.get("stream_records", {}))
    dynamodb._stream_trimmed.update(data.get("stream_trimmed", {}))


def install():
    dynamodb.get_state = _with_streams
    dynamodb.load_persisted_state = _load_with_streams
