// Package: Amazon.Lambda.SQSEvents 3.0.0
namespace Amazon.Lambda.SQSEvents;

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
public sealed class SQSEvent
{
    public List<SQSMessage>? Records { get; set; }

    // https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    public sealed class SQSMessage
    {
        public string MessageId { get; set; } = "";

        public string Body { get; set; } = "";

        public Dictionary<string, string>? Attributes { get; set; }
    }
}

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
public sealed class SQSBatchResponse(List<SQSBatchResponse.BatchItemFailure> batchItemFailures)
{
    public List<BatchItemFailure> BatchItemFailures { get; set; } = batchItemFailures;

    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    public sealed class BatchItemFailure
    {
        public string ItemIdentifier { get; set; } = "";
    }
}
