export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What a shell reads to complete spotctl's words: it asks spotctl itself, so it never lags behind the version. */
export function shellScript(shell: Shell): string {
  return SCRIPTS[shell];
}

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# spotctl completion for bash. In ~/.bashrc: source <(spotctl completion bash)
_spotctl() {
  local line answer
  COMPREPLY=()
  answer=$("\${COMP_WORDS[0]}" __complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null) || return
  if [ "$answer" = ':files' ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")
    return
  fi
  while IFS= read -r line; do
    [ -n "$line" ] && COMPREPLY+=("\${line%%$'\\t'*}")
  done <<< "$answer"
}
complete -o nosort -F _spotctl spotctl 2>/dev/null || complete -F _spotctl spotctl
`,
  zsh: `#compdef spotctl
# spotctl completion for zsh. In ~/.zshrc, after compinit: source <(spotctl completion zsh)
_spotctl() {
  local answer line value
  local -a candidates
  answer=$("\${words[1]}" __complete zsh "\${(@Q)words[1,CURRENT]}" 2>/dev/null) || return
  if [[ "$answer" == ':files' ]]; then
    _files
    return
  fi
  for line in "\${(@f)answer}"; do
    [[ -n "$line" ]] || continue
    value="\${line%%$'\\t'*}"
    candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe -V spotctl candidates
}
if [[ "\${funcstack[1]}" == '_spotctl' ]]; then
  _spotctl "$@"
else
  compdef _spotctl spotctl
fi
`,
  fish: `# spotctl completion for fish. Once: spotctl completion fish > ~/.config/fish/completions/spotctl.fish
function __spotctl_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l answer ($words[1] __complete fish $words 2>/dev/null)
  if test "$answer[1]" = ':files'
    __fish_complete_path (commandline -ct)
  else
    printf '%s\\n' $answer
  end
end
complete -c spotctl -f -a '(__spotctl_complete)'
`,
};
