using LocalIntake;

return await IntakeCommand.RunAsync(args);
