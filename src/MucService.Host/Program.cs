using MucService.Host.Startup;

return await NodeProgram.RunAsync(args, Console.Out, Console.Error);
