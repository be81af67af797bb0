using System.CommandLine;
using PovertyPlatform.Seed.Areas;

var root = new RootCommand("Makes the data that ships with the platform and the invented provinces that fill it.");
root.Subcommands.Add(ConvertAreas.Command());
return await root.Parse(args).InvokeAsync();
