using Xunit;

namespace MucService.Deploy.Tests;

/// <summary>What the Dockerfile publishes, made by its own commands, with other folders to write to.</summary>
public sealed class Published : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("published-");

    /// <summary>The program of the service.</summary>
    public string Service => Path.Combine(_folder.FullName, "service", "mucservice");

    /// <summary>The folder that the programs' folders are in.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The program mucctl.</summary>
    public string Mucctl => Path.Combine(_folder.FullName, "mucctl", "mucctl");

    public async Task InitializeAsync()
    {
        var commands = Dockerfile.Read().Commands("RUN").Where(command => command.StartsWith("dotnet publish ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, commands.Count);
        foreach (var command in commands)
        {
            // What is built is thrown away with the folder; the repository's own output is left as it is.
            var ended = await Shell.RunAsync($"{command.Replace("/out/", $"{_folder.FullName}/", StringComparison.Ordinal)} --artifacts-path {_folder.FullName}/artifacts");
            Assert.True(ended.ExitCode == 0, $"{command}\n{ended.Output}\n{ended.Errors}");
        }
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

[CollectionDefinition(nameof(Published))]
public sealed class PublishedFixture : ICollectionFixture<Published>;
