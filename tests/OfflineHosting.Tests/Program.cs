using PovertyPlatform.OfflineHostingTests;

return args switch
{
    ["child", .. var rest] => await Child.Run(rest),
    _ when args.Any(argument => argument is "--server" or "--internal-msbuild-node") =>
        await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
