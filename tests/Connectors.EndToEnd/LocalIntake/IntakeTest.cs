namespace Connectors.EndToEnd.LocalIntake;

/// <summary>A test of the local intake: the process is the class's, its state is the test's.</summary>
public abstract class IntakeTest(IntakeProcess intake) : IAsyncLifetime
{
    protected IntakeProcess Intake { get; } = intake;

    /// <summary>Sends deliveries as a connector would.</summary>
    protected HecSender Hec { get; } = new(intake);

    public async ValueTask InitializeAsync() => await Intake.ResetAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
