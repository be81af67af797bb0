using PovertyPlatform.MessagingTests;
using PovertyPlatform.MessagingTests.Probe;

if (args is ["probe", var role])
    return await ProbeProcess.Run(role);
return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
