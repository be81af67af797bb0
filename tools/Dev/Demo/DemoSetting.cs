namespace PovertyPlatform.Dev.Demo;

/// <summary>What the demo needs to know about the running system.</summary>
/// <param name="Gateway">Address of the gateway.</param>
/// <param name="Root">Root of the repository, where the shipped workbook lies.</param>
/// <param name="SampleFolder">Folder of the sample credentials.</param>
internal sealed record DemoSetting(Uri Gateway, string Root, string SampleFolder);
