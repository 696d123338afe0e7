// Package: Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues 5.5.5
namespace Microsoft.Azure.Functions.Worker;

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#attributes
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute : Attribute
{
    public QueueTriggerAttribute(string queueName)
    {
    }

    public string? Connection { get; set; }
}
