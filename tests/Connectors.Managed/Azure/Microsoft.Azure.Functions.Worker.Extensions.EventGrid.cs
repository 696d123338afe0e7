// Package: Microsoft.Azure.Functions.Worker.Extensions.EventGrid 3.6.0
namespace Microsoft.Azure.Functions.Worker;

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-grid-trigger#attributes
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventGridTriggerAttribute : Attribute;
