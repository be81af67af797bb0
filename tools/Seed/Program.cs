using System.CommandLine;
using PovertyPlatform.Seed.Areas;
using PovertyPlatform.Seed.Province;
using PovertyPlatform.Seed.Samples;

var root = new RootCommand("Makes the data that ships with the platform and the invented provinces that fill it.");
root.Subcommands.Add(ConvertAreas.Command());
root.Subcommands.Add(SeedProvince.Command());
root.Subcommands.Add(MakeSamples.Command());
return await root.Parse(args).InvokeAsync();
