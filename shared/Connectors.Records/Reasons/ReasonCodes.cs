namespace Connectors.Records;

/// <summary>
/// All reasons, of all layers, in one table: this is the one project that all of them see. The table of
/// shared/Connectors.Hosting/Logs/README.md is made of it. A destination's own answers (<c>400/7</c>) stand in the text
/// beside the code.
/// </summary>
public static class ReasonCodes
{
    public static readonly ReasonCode SettingsWrong = new(
        101, "settings_wrong",
        "A setting is missing, breaks its rule, or names a secret, a file or a queue that cannot be used.",
        "Set it as the line says. All wrong settings are told at once; `check --settings-only` tells them too.");

    public static readonly ReasonCode PortTaken = new(
        102, "port_taken", "The server cannot listen on its port, or was told none.",
        "Free the port, or set another one.");

    public static readonly ReasonCode QueueNotSet = new(
        103, "queue_not_set", "A timer wants the queue emptied, and no queue is set.", "Set CONNECTOR_QUEUE.");

    public static readonly ReasonCode NotificationUnknown = new(
        201, "notification_unknown", "A message has a shape that nobody knows. It is never acknowledged.",
        "See what sends it: something else than object notifications is wired to the connector's trigger.");

    public static readonly ReasonCode SenderRefused = new(
        202, "sender_refused", "The token of a pushed message is missing, expired, or somebody else's.",
        "Compare CONNECTOR_PUSH_AUDIENCE and CONNECTOR_PUSH_ACCOUNT with the subscription.");

    public static readonly ReasonCode SenderKeysUnreadable = new(
        203, "sender_keys_unreadable", "The keys that verify pushed messages cannot be read now.",
        "Nothing when it passes: the message comes again. Else allow the way out to the keys' address.");

    public static readonly ReasonCode RequestAborted = new(
        204, "request_aborted", "The platform hung up before the answer.",
        "Make CONNECTOR_TIME_LIMIT shorter than the platform's own limit.");

    public static readonly ReasonCode QueueUnreachable = new(
        205, "queue_unreachable", "The queue did not take or give a message. The worker tries again.",
        "When it stays: check the queue's URI, the rights to it and the network.");

    public static readonly ReasonCode MessageLost = new(
        206, "message_lost", "A message went to somebody else while it was worked on.",
        "Nothing once. When it is often: lengthen the queue's time of hiding; records may arrive twice, with one id.");

    public static readonly ReasonCode LastTry = new(
        207, "last_try", "A message failed its last try; the platform now puts it aside.",
        "Mend what its own reason says, then run the command of the line, or move the message back to its queue.");

    public static readonly ReasonCode ObjectMissing = new(
        301, "object_missing", "There is no such object, version or bucket.",
        "If it was deleted before it was read, lengthen the lifecycle rule. Else check the name.");

    public static readonly ReasonCode AccessDenied = new(
        302, "access_denied", "The store denies access to the object.", "Grant the permission that the line names.");

    public static readonly ReasonCode StoreCredentialsRefused = new(
        303, "store_credentials_refused", "The store refuses the credentials, or there are none.",
        "Give the connector an identity that exists, or keys that are valid.");

    public static readonly ReasonCode RegionWrong = new(
        304, "region_wrong", "The bucket is in another region, or the region is not known.",
        "Set the region that the line names to that of the bucket.");

    public static readonly ReasonCode KeyDenied = new(
        305, "key_denied", "The key that the object is encrypted with may not be used, or is off.",
        "Allow the connector's identity to use the key, and see that the key is enabled.");

    public static readonly ReasonCode ObjectArchived = new(
        306, "object_archived", "The object is in an archived storage class.",
        "Restore it, deliver it again, and let the lifecycle rule archive later.");

    public static readonly ReasonCode ObjectChanged = new(
        307, "object_changed", "The object was replaced after its notification, or while it was read.",
        "Deliver it again. See who rewrites objects; CONNECTOR_CHANGED_OBJECT decides what happens.");

    public static readonly ReasonCode StoreUnavailable = new(
        308, "store_unavailable", "The store does not answer, or answers with an error of its own.",
        "Nothing when it passes: the message comes again. Else check the network and the store's status page.");

    public static readonly ReasonCode ReadBrokenOff = new(
        309, "read_broken_off", "The object could be read in part only: the connection broke each time.",
        "Nothing when it passes: the object is delivered again. Else check the network to the store.");

    public static readonly ReasonCode ObjectDamaged = new(
        310, "object_damaged", "The gzip data are damaged or end early. All whole records were delivered.",
        "Have the object written again. It is not acknowledged, so its message ends in the dead-letter queue.");

    public static readonly ReasonCode FormUnsupported = new(
        311, "form_unsupported", "The object is compressed or packed in a way that is not supported.",
        "Let the log platform write gzip or plain text.");

    public static readonly ReasonCode ObjectUnreadable = new(
        312, "object_unreadable", "The object, the file or its URI cannot be read, for the reason that the line gives.",
        "Mend what the line says, and deliver the object again.");

    public static readonly ReasonCode DeadLettersNotStored = new(
        313, "dead_letters_not_stored", "Dead letters cannot be written, so nothing of the object is acknowledged.",
        "Give the connector the right to create objects where CONNECTOR_DEAD_LETTERS says.");

    public static readonly ReasonCode NotDeadLetters = new(
        314, "not_dead_letters", "A file for replay has lines that are not dead letters.",
        "Name files of dead letters only.");

    public static readonly ReasonCode ReceiptNotWritten = new(
        315, "receipt_not_written", "The receipt of a delivery cannot be written, so the object is not acknowledged.",
        "Give the connector the right to create objects where CONNECTOR_RECEIPTS says.");

    public static readonly ReasonCode InvalidJson = new(
        401, "invalid_json", "The line is not one JSON value.",
        "See the detail of the dead letter for the byte; mend the source.");

    public static readonly ReasonCode InvalidUtf8 = new(
        402, "invalid_utf8", "The line has bytes that are not UTF-8.", "Mend the source.");

    public static readonly ReasonCode NotAnObject = new(
        403, "not_an_object", "The line is JSON, but not an object.", "Let the log platform write objects.");

    public static readonly ReasonCode InvalidCsvRow = new(
        404, "invalid_csv_row", "A row of CSV does not have the header's cells.", "Mend the source.");

    public static readonly ReasonCode RecordTooLong = new(
        405, "record_too_long", "The line is longer than the connector reads.",
        "Raise CONNECTOR_MAX_RECORD_BYTES, and deliver the object again: the letter does not hold the record.");

    public static readonly ReasonCode NotRedactable = new(
        406, "not_redactable", "A redaction rule cannot be applied to the record.",
        "Change the rule, then replay.");

    public static readonly ReasonCode TooLargeForDestination = new(
        407, "too_large_for_destination", "The record in its envelope is larger than the destination takes.",
        "Remove fields by rules, or let the destination's setting cut or split it, then replay.");

    public static readonly ReasonCode TooOldForDestination = new(
        408, "too_old_for_destination", "The event is older than the destination keeps.",
        "Deliver sooner, see the backlog; or let the destination's setting send old events all the same.");

    public static readonly ReasonCode RefusedByDestination = new(
        409, "refused_by_destination", "The destination refused this record for good.",
        "Look up the letter's status at the destination; mend its mapping or index, then replay.");

    public static readonly ReasonCode NameNotResolved = new(
        501, "name_not_resolved", "The destination's name has no address.", "Check the address, and the DNS.");

    public static readonly ReasonCode NoConnection = new(
        502, "no_connection", "No connection to the destination could be opened.",
        "Check the address, the firewall and the way out of the network.");

    public static readonly ReasonCode HandshakeCutOff = new(
        503, "handshake_cut_off", "The connection ended while TLS was set up.",
        "Check proxies and load balancers in between, and that the port speaks TLS.");

    public static readonly ReasonCode TlsRefused = new(
        504, "tls_refused", "The destination's certificate is not trusted, or it offers less than TLS 1.2.",
        "Set CONNECTOR_CA_FILE where the authority is your own; renew the certificate where it has expired.");

    public static readonly ReasonCode Timeout = new(
        505, "timeout", "The destination did not answer an attempt in time.",
        "See whether the destination is slow; lower CONNECTOR_CONCURRENCY.");

    public static readonly ReasonCode ConnectionLost = new(
        506, "connection_lost", "The connection broke during an attempt. The records may be there already.",
        "Nothing when it passes: they are sent again with the same ids.");

    public static readonly ReasonCode DestinationBusy = new(
        507, "destination_busy", "The destination asks to try later, or fails: the status is in the text.",
        "Nothing when it passes. Else lower CONNECTOR_CONCURRENCY, or see the destination's health and quota.");

    public static readonly ReasonCode CredentialsRefused = new(
        508, "credentials_refused", "The destination refuses the credentials.",
        "Put a valid secret where the setting points; it is read again by itself.");

    public static readonly ReasonCode CredentialsRenewed = new(
        509, "credentials_renewed", "The credentials were refused, and new ones were found where they are kept.",
        "Nothing: this is a rotation.");

    public static readonly ReasonCode DestinationMisconfigured = new(
        510, "destination_misconfigured", "The destination will refuse everything until somebody changes something.",
        "Change what the text says: an address, an index, a privilege.");

    public static readonly ReasonCode PayloadTooLarge = new(
        511, "payload_too_large", "The body was too large; it is sent in halves.",
        "When it is often: lower the destination's payload setting.");

    public static readonly ReasonCode PayloadRefused = new(
        512, "payload_refused", "The body was refused for something in it; halves are sent to find the record.",
        "See the dead letters that follow.");

    public static readonly ReasonCode RecordsApart = new(
        513, "records_apart", "Some records of a body were refused, were there already, or are sent again.",
        "See the counts of the ledger, and the dead letters.");

    public static readonly ReasonCode NotConfirmed = new(
        514, "not_confirmed", "The destination accepted records and never confirmed them; they are sent again.",
        "See whether the destination is behind with indexing.");

    public static readonly ReasonCode PutOff = new(
        515, "put_off", "The destination put the same records off again and again.",
        "See its write queues; lower CONNECTOR_CONCURRENCY.");

    public static readonly ReasonCode BreakerOpen = new(
        516, "breaker_open", "Nearly all recent attempts failed, so that none are made for a while.",
        "See the reason of the attempts before.");

    public static readonly ReasonCode DeliveryDeadline = new(
        517, "delivery_deadline", "One payload was not settled in the longest time that it may take.",
        "See the reason of its attempts.");

    public static readonly ReasonCode AcceptedWithWarning = new(
        518, "accepted_with_warning", "The destination took the records and complains.",
        "Look up the warning at the destination.");

    public static readonly ReasonCode DestinationNearLimit = new(
        519, "destination_near_limit", "The destination took the records and asks for less.",
        "Nothing: fewer payloads are sent at once. When it stays, lower CONNECTOR_CONCURRENCY.");

    public static readonly ReasonCode TimeEnded = new(
        601, "time_ended", "The time of the run ended before every line was settled.",
        "Nothing when the outcome is Continued: the rest is queued. Else set a continuation queue, or give more time.");

    public static readonly ReasonCode TimeTooShort = new(
        602, "time_too_short", "Not one record could be read before the time ended, so that no run would come further.",
        "Give the function more time.");

    public static readonly ReasonCode RestNotQueued = new(
        603, "rest_not_queued", "The time ended, and the rest cannot be put on the continuation queue.",
        "Set CONNECTOR_CONTINUATION_QUEUE, and grant the right to send to it.");

    public static readonly ReasonCode ContinuationWrong = new(
        604, "continuation_wrong", "The object ends before the line where it is to be continued.",
        "Deliver the object again from its first line.");

    public static readonly ReasonCode NoPlace = new(
        605, "no_place", "A message waited for others until its time had ended.",
        "Lower what the platform sends at once, or raise CONNECTOR_OBJECTS with the memory.");

    public static readonly ReasonCode LedgerUnbalanced = new(
        606, "ledger_unbalanced", "The counts do not add up. Nothing is acknowledged.",
        "Report it: this is a fault of the connector.");

    public static readonly ReasonCode Fault = new(
        607, "fault", "The connector met a case that it does not know. The message is not acknowledged.",
        "Report it with the line: this is a fault of the connector.");

    public static readonly ReasonCode PlatformFailed = new(
        608, "platform_failed", "The platform's own interface failed. The process ends; the platform starts another.",
        "Nothing once. When it is often: see the platform's status page.");

    public static readonly ReasonCode AnswerRefused = new(
        609, "answer_refused", "The platform did not take the answer to an event; it has failed the event already.",
        "Nothing once. When it is often: give the function more time.");

    public static readonly ReasonCode MetricsNotSent = new(
        610, "metrics_not_sent", "Metrics could not be sent. Deliveries go on.",
        "Check OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS and the network.");
}
